using System.Collections.Concurrent;
using System.Security.Cryptography;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Cold;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Pruning.Cold;

/// <summary>Compresses groups, each once.</summary>
/// <param name="layer">The plain layer.</param>
/// <param name="bytecode">bytecode.zip; null for none.</param>
/// <param name="codec">How.</param>
internal sealed class ColdFrames(IRangedFile layer, IRangedFile? bytecode, ColdCodec codec)
{
    private readonly ConcurrentDictionary<string, ColdFrame> _made = new(StringComparer.Ordinal);

    /// <summary>Frames of groups, in their order.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="InvalidArchiveException">An archive is damaged.</exception>
    public async Task<IReadOnlyList<ColdFrame>> OfAsync(IReadOnlyList<ColdGroup> groups, CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(
            groups.Where(group => !_made.ContainsKey(group.Name)).OrderByDescending(group => group.Bytes),
            cancellationToken,
            async (group, cancel) => _made[group.Name] = await MakeAsync(group, cancel)
        );
        return [.. groups.Select(group => _made[group.Name])];
    }

    private async Task<ColdFrame> MakeAsync(ColdGroup group, CancellationToken cancellationToken)
    {
        var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await ReadAsync(layer, group.Entries.Where(entry => !entry.IsBytecode), contents, cancellationToken);
        if (bytecode is not null)
        {
            await ReadAsync(bytecode, group.Entries.Where(entry => entry.IsBytecode), contents, cancellationToken);
        }

        var files = group.Entries.Select(entry => Describe(entry, contents[entry.Name])).ToList();
        var content = codec.Compress(group.Entries.Select(entry => (ReadOnlyMemory<byte>)contents[entry.Name]));
        return new ColdFrame(group.Name, codec, files, content);
    }

    private static async Task ReadAsync(
        IRangedFile archive,
        IEnumerable<ColdEntry> entries,
        Dictionary<string, byte[]> contents,
        CancellationToken cancellationToken
    )
    {
        var names = entries.ToDictionary(entry => entry.Entry.Name, entry => entry, StringComparer.Ordinal);
        var read = EntryContent.SelectAsync(
            archive,
            names.Values.Select(entry => entry.Entry),
            (entry, content) => (names[entry.Name].Name, Content: content),
            cancellationToken
        );
        await foreach (var (name, content) in read)
        {
            contents.Add(name, content);
        }
    }

    private static ColdFile Describe(ColdEntry entry, byte[] content) =>
        new(LayerTree.Below(entry.Name)!, UnixMode.Normalize(entry.Entry.Mode), content.Length, SHA256.HashData(content));
}
