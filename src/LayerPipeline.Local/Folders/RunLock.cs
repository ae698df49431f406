namespace LayerPipeline.Local.Folders;

/// <summary>
/// Keeps a run's folder to one process while a verb changes it. The lock is a file next to the folder, so that it stays where it is
/// when the folder is replaced; it goes when it is disposed, and one that a killed process left binds nobody.
/// </summary>
public sealed class RunLock : IDisposable
{
    /// <summary>End of a lock's name; the whole of it where it had to go into the folder.</summary>
    public const string Extension = ".lock";

    private readonly CreatedFolder _parent;
    private readonly FileStream _file;

    private RunLock(CreatedFolder parent, FileStream file)
    {
        _parent = parent;
        _file = file;
    }

    /// <summary>Takes a folder; its parents are made, and go again when they stay empty.</summary>
    /// <param name="folder">The folder; it may be missing.</param>
    /// <returns>The lock.</returns>
    /// <exception cref="CommandLineException">Another process has it, or nothing can be written there.</exception>
    public static RunLock Take(string folder)
    {
        folder = RunFolder.FullPath(folder);
        var above =
            Path.GetDirectoryName(folder)
            ?? throw new CommandLineException("--output: the root folder can't be used. Give a folder below it.");
        var parent = CreatedFolder.Make(above);
        try
        {
            var file =
                TryOpen(folder, Path.Combine(above, $".{Path.GetFileName(folder)}{Extension}"), out var problem)
                // Where only the folder itself is ours to write, nobody else can replace it either.
                ?? (Directory.Exists(folder) ? TryOpen(folder, Path.Combine(folder, Extension), out problem) : null)
                ?? throw new CommandLineException(
                    $"--output: can't write to '{above}': {problem?.Message} Choose another folder.",
                    problem
                );
            return new RunLock(parent, file);
        }
        catch
        {
            parent.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _file.Dispose();
        _parent.Dispose();
    }

    private static FileStream? TryOpen(string folder, string path, out Exception? problem)
    {
        problem = null;
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new CommandLineException(
                $"'{folder}' is being changed by another layer-pipeline process, which holds '{path}'. Try again when it has finished.",
                e
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = e;
            return null;
        }
    }
}
