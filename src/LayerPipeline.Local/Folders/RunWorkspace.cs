using System.Diagnostics;
using System.Globalization;

namespace LayerPipeline.Local.Folders;

/// <summary>
/// A run's folder while it is being filled: next to its final place, hidden, and renamed there only when complete.
/// Disposing it without a commit removes it.
/// </summary>
public sealed class RunWorkspace : IDisposable
{
    private const string Marker = ".partial-";
    private const string OldMarker = ".old";

    private readonly string _destination;
    private readonly RunLock _lock;
    private bool _committed;

    private RunWorkspace(string destination, RunLock held)
    {
        _destination = destination;
        _lock = held;
        Folder = Path.Combine(Path.GetDirectoryName(destination)!, $".{Path.GetFileName(destination)}{Marker}{Environment.ProcessId}");
        Scratch = Path.Combine(Folder, "work");
    }

    /// <summary>Folder for the run's files.</summary>
    public string Folder { get; }

    /// <summary>Folder below it for trees that are unpacked and probed; gone when the run is committed.</summary>
    public string Scratch { get; }

    /// <summary>Makes a workspace.</summary>
    /// <param name="destination">Where the run's folder is to appear.</param>
    /// <returns>The workspace.</returns>
    /// <exception cref="CommandLineException">The destination is a file, holds other things than a run, is in use, or can't be written.</exception>
    public static RunWorkspace Create(string destination)
    {
        destination = RunFolder.FullPath(destination);
        var workspace = new RunWorkspace(destination, RunLock.Take(destination));
        try
        {
            RunFolder.CheckReplaceable(destination);
            SweepAbandoned(destination);
            Directory.CreateDirectory(workspace.Scratch);
            return workspace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            workspace.Dispose();
            var parent = Path.GetDirectoryName(destination);
            throw new CommandLineException($"--output: can't write to '{parent}': {e.Message} Choose another folder.", e);
        }
        catch
        {
            workspace.Dispose();
            throw;
        }
    }

    /// <summary>Removes what is in <see cref="Scratch"/>, as far as that is possible; <see cref="Commit"/> removes the rest.</summary>
    public void Clear()
    {
        foreach (var folder in Directory.EnumerateDirectories(Scratch))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Commit says so where it is still the case.
            }
        }
    }

    /// <summary>Renames the folder to its final place. An older run there is replaced; runs of combinations below it stay.</summary>
    /// <exception cref="CommandLineException">The destination got other things than a run meanwhile.</exception>
    public void Commit()
    {
        Directory.Delete(Scratch, recursive: true);
        var old = Folder + OldMarker;
        if (!Directory.Exists(_destination))
        {
            Directory.Move(Folder, _destination);
            _committed = true;
            return;
        }

        RunFolder.CheckReplaceable(_destination);
        Directory.Move(_destination, old);
        try
        {
            Directory.Move(Folder, _destination);
        }
        catch (IOException)
        {
            Directory.Move(old, _destination);
            throw;
        }

        _committed = true;
        RunFolder.Retire(old, _destination);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_committed && Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        _lock.Dispose();
    }

    /// <summary>Clears up after a process that was killed; one that still runs keeps its folders.</summary>
    /// <param name="destination">Where the run's folder is to appear; the caller has its lock.</param>
    internal static void SweepAbandoned(string destination)
    {
        var prefix = $".{Path.GetFileName(destination)}{Marker}";
        foreach (var folder in Directory.EnumerateDirectories(Path.GetDirectoryName(destination)!, prefix + "*"))
        {
            var isOld = folder.EndsWith(OldMarker, StringComparison.Ordinal);
            var number = Path.GetFileName(folder)[prefix.Length..^(isOld ? OldMarker.Length : 0)];
            if (
                !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                || (process != Environment.ProcessId && IsRunning(process))
            )
            {
                continue;
            }

            try
            {
                Sweep(folder, isOld, destination);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another user's, or a child of the dead process writes there still: a later build sweeps it.
            }
        }
    }

    private static void Sweep(string folder, bool isOld, string destination)
    {
        // Killed between the two renames: the older run is still the one that counts.
        if (isOld && !Directory.Exists(destination))
        {
            Directory.Move(folder, destination);
        }
        else if (isOld)
        {
            RunFolder.Retire(folder, destination);
        }
        else
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
