using System.Globalization;

namespace LayerPipeline.Cli.Local;

/// <summary>
/// A run's folder while it is being filled: beside its final place, hidden, and renamed there only when complete.
/// Disposing it without a commit removes it.
/// </summary>
public sealed class RunWorkspace : IDisposable
{
    private const string Marker = ".partial-";

    private readonly string _destination;
    private bool _committed;

    private RunWorkspace(string destination, string folder)
    {
        _destination = destination;
        Folder = folder;
        Scratch = Path.Combine(folder, "work");
    }

    /// <summary>Folder for the run's files.</summary>
    public string Folder { get; }

    /// <summary>Folder below it for trees that are unpacked and probed; gone when the run is committed.</summary>
    public string Scratch { get; }

    /// <summary>Makes a workspace.</summary>
    /// <param name="destination">Where the run's folder is to appear.</param>
    /// <returns>The workspace.</returns>
    /// <exception cref="UserErrorException">The destination is a file, holds other things than a run, or can't be written.</exception>
    public static RunWorkspace Create(string destination)
    {
        destination = Path.TrimEndingDirectorySeparator(Path.GetFullPath(destination));
        CheckDestination(destination);
        var parent = Path.GetDirectoryName(destination) ?? throw new UserErrorException("--output: a folder below the root is needed.");
        try
        {
            var firstNew = FirstMissing(parent);
            Directory.CreateDirectory(parent);
            SweepAbandoned(parent, Path.GetFileName(destination));
            var folder = Path.Combine(parent, $".{Path.GetFileName(destination)}{Marker}{Environment.ProcessId}");
            Directory.CreateDirectory(folder);
            var workspace = new RunWorkspace(destination, folder) { MadeParent = firstNew };
            Directory.CreateDirectory(workspace.Scratch);
            return workspace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"--output: can't write to '{parent}': {e.Message} Choose another folder.", e);
        }
    }

    /// <summary>The topmost folder that was made for the destination, to be removed again when nothing is committed.</summary>
    private string? MadeParent { get; init; }

    /// <summary>Renames the folder to its final place; an older run there is replaced.</summary>
    public void Commit()
    {
        Directory.Delete(Scratch, recursive: true);
        var old = Folder + ".old";
        if (Directory.Exists(_destination))
        {
            Directory.Move(_destination, old);
        }

        Directory.Move(Folder, _destination);
        _committed = true;
        if (Directory.Exists(old))
        {
            Directory.Delete(old, recursive: true);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_committed)
        {
            return;
        }

        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        RemoveEmptyParents();
    }

    private static void CheckDestination(string destination)
    {
        if (File.Exists(destination))
        {
            throw new UserErrorException($"--output: '{destination}' is a file. Name a folder; it is made if need be.");
        }

        if (
            Directory.Exists(destination)
            && Directory.EnumerateFileSystemEntries(destination).Any()
            && !File.Exists(Path.Combine(destination, Runs.RunFiles.Plan))
        )
        {
            throw new UserErrorException(
                $"--output: '{destination}' holds files that no build made (there is no {Runs.RunFiles.Plan}); it would be replaced. "
                    + "Name an empty or a new folder."
            );
        }
    }

    private static string? FirstMissing(string folder)
    {
        string? missing = null;
        for (var at = folder; at is not null && !Directory.Exists(at); at = Path.GetDirectoryName(at))
        {
            missing = at;
        }

        return missing;
    }

    /// <summary>Removes what a killed process left; one that still runs keeps its folder.</summary>
    private static void SweepAbandoned(string parent, string name)
    {
        foreach (var folder in Directory.EnumerateDirectories(parent, $".{name}{Marker}*"))
        {
            var number = folder[(folder.LastIndexOf('-') + 1)..];
            if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var process) && !IsRunning(process))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private void RemoveEmptyParents()
    {
        var stop = MadeParent is null ? null : Path.GetDirectoryName(MadeParent);
        for (
            var at = Path.GetDirectoryName(_destination);
            stop is not null && at is not null && !string.Equals(at, stop, StringComparison.Ordinal) && IsEmptyFolder(at);
            at = Path.GetDirectoryName(at)
        )
        {
            Directory.Delete(at);
        }
    }

    private static bool IsEmptyFolder(string folder) => Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any();
}
