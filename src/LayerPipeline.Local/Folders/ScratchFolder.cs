namespace LayerPipeline.Local.Folders;

/// <summary>Makes folders for what is gone again when a command ends.</summary>
public static class ScratchFolder
{
    /// <summary>Makes a folder below that for temporary files; the caller removes it.</summary>
    /// <param name="purpose">What it is for, as a part of its name.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="CommandLineException">There is no folder for temporary files, or it can't be written to.</exception>
    public static DirectoryInfo Make(string purpose)
    {
        try
        {
            return Directory.CreateTempSubdirectory($"layer-pipeline-{purpose}-");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandLineException(
                $"Can't create a folder in '{Path.GetTempPath()}', the folder for temporary files: {e.Message}\n"
                    + "Set TMPDIR to an existing folder that you can write to.",
                e
            );
        }
    }
}
