using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Formats.Archives;

/// <summary>An archive's central directory: all its entries in the order of their names, none of their content.</summary>
internal sealed class ZipDirectory
{
    private readonly Dictionary<string, ZipEntry> _byName;

    private ZipDirectory(IReadOnlyList<ZipEntry> entries, bool isForTransport)
    {
        (Entries, IsForTransport) = (entries, isForTransport);
        _byName = new Dictionary<string, ZipEntry>(entries.Count, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            _byName.Add(entry.Name, entry);
        }
    }

    /// <summary>Entries by ordinal order of their names.</summary>
    public IReadOnlyList<ZipEntry> Entries { get; }

    /// <summary>Whether another program deflated the entries, so that who keeps one deflates it again; the archive says so of itself.</summary>
    public bool IsForTransport { get; }

    /// <summary>Finds an entry.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The entry, or null where there is none.</returns>
    public ZipEntry? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The same entries under other names, to be looked at as if they lay elsewhere; they are read under their own.</summary>
    /// <param name="rename">The other name of each; no two may be the same.</param>
    public ZipDirectory Renamed(Func<string, string> rename) =>
        new(
            [
                .. Entries
                    .Select(entry => entry with { Name = rename(entry.Name), StoredName = entry.Name })
                    .OrderBy(entry => entry.Name, StringComparer.Ordinal),
            ],
            IsForTransport
        );

    /// <summary>Reads and checks a central directory with two or three ranged reads.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="limits">What may be declared; null for <see cref="ArchiveLimits.Default"/>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The directory.</returns>
    /// <exception cref="InvalidArchiveException">The archive is damaged or hostile.</exception>
    public static async ValueTask<ZipDirectory> ReadAsync(IRangedFile file, ArchiveLimits? limits, CancellationToken cancellationToken)
    {
        limits ??= ArchiveLimits.Default;
        var end = await ZipEnd.ReadAsync(file, cancellationToken);
        if (end.Entries > limits.Entries)
        {
            throw new InvalidArchiveException($"The archive declares {end.Entries} entries; at most {limits.Entries} are read.");
        }

        var bytes = new byte[end.DirectoryBytes];
        await file.ReadArchiveAsync(end.DirectoryOffset, bytes, cancellationToken);
        var entries = CentralDirectory.Parse(bytes, end, limits);
        return new ZipDirectory(entries, end.IsForTransport);
    }
}
