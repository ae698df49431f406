using LayerPipeline.Pipeline;

namespace LayerPipeline.Local.Folders;

/// <summary>A folder that a build wrote.</summary>
public static class FinishedRun
{
    /// <summary>The run in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>Its files.</returns>
    /// <exception cref="CommandLineException">No build wrote it.</exception>
    public static FolderRunStore At(string folder) =>
        File.Exists(Path.Combine(folder, RunFiles.Prune))
            ? new FolderRunStore(folder)
            : throw new CommandLineException(
                $"'{folder}' is not an output folder of build: it has no {RunFiles.Prune}. Give the folder that build wrote."
            );
}
