using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Formats.Cold;

/// <summary>A layer with a cold store, as the plain layer that it would be without one.</summary>
public sealed class ColdLayer
{
    private readonly IRangedFile _archive;
    private readonly HashSet<string> _notPlain;

    private ColdLayer(IRangedFile archive, ZipDirectory directory, ColdStore store)
    {
        (_archive, Store, Entries) = (archive, store, directory.Entries);
        var cold = store.Units.SelectMany(unit => unit.Files).Select(file => LayerTree.Prefix + file.Path).ToList();
        _notPlain = cold.Concat(cold.Select(ColdNames.StubOf).OfType<string>()).ToHashSet(StringComparer.Ordinal);
        Hot = [.. directory.Entries.Where(entry => !IsOfStore(entry.Name) && !_notPlain.Contains(entry.Name))];
    }

    /// <summary>The store.</summary>
    public ColdStore Store { get; }

    /// <summary>All entries of the layer, as it is.</summary>
    public IReadOnlyList<ZipEntry> Entries { get; }

    /// <summary>Entries that the plain layer has as they are.</summary>
    public IReadOnlyList<ZipEntry> Hot { get; }

    /// <summary>Opens a layer.</summary>
    /// <param name="archive">The layer; stays open.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The layer; null where it has no cold store.</returns>
    /// <exception cref="InvalidArchiveException">The archive or its store is damaged.</exception>
    public static async ValueTask<ColdLayer?> OpenAsync(IRangedFile archive, CancellationToken cancellationToken)
    {
        var directory = await ZipDirectory.ReadAsync(archive, limits: null, cancellationToken);
        return directory.Find(ColdNames.Store) is { } entry
            ? new ColdLayer(archive, directory, ColdStore.Read(await EntryContent.ReadAsync(archive, entry, cancellationToken)))
            : null;
    }

    /// <summary>Opens an archive as the plain layer that it stands for.</summary>
    /// <param name="archive">A layer, with a cold store or without; stays open.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The plain layer, in memory where there is a store; the archive itself where there is none.</returns>
    /// <exception cref="InvalidArchiveException">The archive or its store is damaged.</exception>
    public static async ValueTask<IRangedFile> PlainAsync(IRangedFile archive, CancellationToken cancellationToken) =>
        await OpenAsync(archive, cancellationToken) is { } cold ? await cold.PlainAsync(cancellationToken) : archive;

    /// <summary>The plain layer, in memory.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Its archive.</returns>
    /// <exception cref="InvalidArchiveException">The archive or its store is damaged.</exception>
    public async ValueTask<IRangedFile> PlainAsync(CancellationToken cancellationToken)
    {
        using var plain = new MemoryStream();
        await WriteAsync(plain, cancellationToken);
        return new BytesFile(plain.GetBuffer().AsMemory(0, (int)plain.Length));
    }

    /// <summary>Writes the plain layer: what is hot as it is, and then each cold file.</summary>
    /// <param name="plain">Where it goes; completed.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="InvalidArchiveException">The archive or its store is damaged.</exception>
    public async Task WriteAsync(Stream plain, CancellationToken cancellationToken)
    {
        var writer = new ZipWriter(plain);
        var hot = Hot.OrderBy(entry => entry.Offset).ToList();
        await using var reader = new EntryReader(_archive, hot);
        foreach (var entry in hot)
        {
            await reader.CopyAsync(writer, entry, cancellationToken);
        }

        foreach (var (file, content) in Store.Units.SelectMany(Store.Inflate))
        {
            await writer.WriteAsync(DeflatedEntry.Make(LayerTree.Prefix + file.Path, file.Mode, content), cancellationToken);
        }

        await writer.FinishAsync(cancellationToken);
    }

    private static bool IsOfStore(string name) => name.StartsWith(ColdNames.Folder, StringComparison.Ordinal);
}
