using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Formats.Archives;

/// <summary>Packs a folder into an archive and unpacks one into a folder.</summary>
public static class FolderArchive
{
    /// <summary>Files deflated or inflated at the same time, two for each core: disk and processor take turns.</summary>
    private static int Ahead => 2 * Environment.ProcessorCount;

    /// <summary>Packs every file below a folder, by ordinal order of names. Symbolic links stay links.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="prefix">What stands before each name, for example <c>python/</c>.</param>
    /// <param name="output">Where the archive goes.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Unzipped bytes of all entries.</returns>
    public static Task<long> PackAsync(string folder, string prefix, Stream output, CancellationToken cancellationToken) =>
        PackAsync([(folder, prefix)], output, cancellationToken);

    /// <summary>Packs every file below some folders, by ordinal order of names. Symbolic links stay links.</summary>
    /// <param name="folders">Each folder, with what stands before each of its names; one that does not exist is empty.</param>
    /// <param name="output">Where the archive goes.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <param name="written">Takes how many entries are written, and how many there are; null where nobody looks.</param>
    /// <returns>Unzipped bytes of all entries.</returns>
    public static async Task<long> PackAsync(
        IReadOnlyList<(string Folder, string Prefix)> folders,
        Stream output,
        CancellationToken cancellationToken,
        Action<long, long>? written = null
    )
    {
        var files = folders
            .Where(each => Directory.Exists(each.Folder))
            .SelectMany(each => Named(each.Folder, each.Prefix))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .ToList();
        var writer = new ZipWriter(output);
        var deflated = OrderedParallel.SelectAsync(
            files,
            static _ => 1,
            Ahead,
            static (file, _) => ValueTask.FromResult(file),
            static (file, _, cancel) => DeflateAsync(file.Path, file.Name, cancel),
            cancellationToken
        );
        var count = 0L;
        await foreach (var entry in deflated)
        {
            await writer.WriteAsync(entry, cancellationToken);
            written?.Invoke(++count, files.Count);
        }

        await writer.FinishAsync(cancellationToken);
        return writer.Bytes;
    }

    /// <summary>Unpacks an archive into a new folder, links last, so that no entry is written through one.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="folder">The folder; it must not exist.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When every entry is there.</returns>
    /// <exception cref="InvalidArchiveException">The archive is damaged, or a link points out of the folder; the folder is gone again.</exception>
    /// <exception cref="IOException">The folder exists: what is there, links above all, is not trusted.</exception>
    public static async Task UnpackAsync(IRangedFile archive, string folder, CancellationToken cancellationToken)
    {
        var directory = await ZipDirectory.ReadAsync(archive, limits: null, cancellationToken);
        CheckTree(directory);
        if (Path.Exists(folder))
        {
            throw new IOException($"'{folder}' already exists; an archive is unpacked only into a new folder.");
        }

        Directory.CreateDirectory(folder);
        try
        {
            await UnpackAsync(archive, directory, folder, cancellationToken);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    private static async Task UnpackAsync(IRangedFile archive, ZipDirectory directory, string folder, CancellationToken cancellationToken)
    {
        foreach (var parent in directory.Entries.Select(e => ParentOf(folder, e)).Distinct(StringComparer.Ordinal))
        {
            Directory.CreateDirectory(parent);
        }

        await Parallel.ForEachAsync(
            directory.Entries.Where(e => !e.IsFolder && !e.IsLink),
            cancellationToken,
            async (entry, cancel) => await UnpackFileAsync(archive, entry, folder, cancel)
        );
        foreach (var (name, target) in await EntryLink.ReadTargetsAsync(archive, directory, cancellationToken))
        {
            EntryLink.Check(name, target);
            File.CreateSymbolicLink(Path.Combine(folder, name), target);
        }
    }

    private static IEnumerable<(string Path, string Name)> Named(string folder, string prefix) =>
        Directory
            .EnumerateFileSystemEntries(folder, "*", new EnumerationOptions { RecurseSubdirectories = false, AttributesToSkip = 0 })
            .SelectMany(Files)
            .Select(path => (path, prefix + Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/')));

    private static IEnumerable<string> Files(string path)
    {
        var attributes = File.GetAttributes(path);
        if (!attributes.HasFlag(FileAttributes.Directory) || attributes.HasFlag(FileAttributes.ReparsePoint))
        {
            return [path];
        }

        return Directory
            .EnumerateFileSystemEntries(path, "*", new EnumerationOptions { RecurseSubdirectories = false, AttributesToSkip = 0 })
            .SelectMany(Files);
    }

    private static async Task<DeflatedEntry> DeflateAsync(string path, string name, CancellationToken cancellationToken)
    {
        if (new FileInfo(path).LinkTarget is { } target)
        {
            return DeflatedEntry.Make(name, UnixMode.Link, System.Text.Encoding.UTF8.GetBytes(target));
        }

        var content = await File.ReadAllBytesAsync(path, cancellationToken);
        return DeflatedEntry.Make(name, OperatingSystem.IsWindows() ? UnixMode.File : (int)File.GetUnixFileMode(path), content);
    }

    private static string ParentOf(string folder, ZipEntry entry) =>
        entry.IsFolder ? Path.Combine(folder, entry.Name) : Path.GetDirectoryName(Path.Combine(folder, entry.Name))!;

    private static async ValueTask UnpackFileAsync(IRangedFile archive, ZipEntry entry, string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, entry.Name);
        await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.None))
        {
            await EntryContent.CopyAsync(archive, entry, file, cancellationToken);
        }

        if (!OperatingSystem.IsWindows() && UnixMode.Normalize(entry.Mode) == UnixMode.Executable)
        {
            File.SetUnixFileMode(path, (UnixFileMode)(UnixMode.Executable & 0x1FF));
        }
    }

    /// <summary>Refuses a name that is both a file and a folder, before anything is written.</summary>
    private static void CheckTree(ZipDirectory directory)
    {
        foreach (var entry in directory.Entries)
        {
            for (var slash = entry.Name.IndexOf('/'); slash > 0; slash = entry.Name.IndexOf('/', slash + 1))
            {
                if (directory.Find(entry.Name[..slash]) is not null)
                {
                    throw new InvalidArchiveException(
                        $"Entry '{entry.Name[..slash]}' is a file or a link, but '{entry.Name}' is below it."
                    );
                }
            }
        }
    }
}
