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
    /// <summary>Bytes of memory for groups that are compressed at a time, or for one that needs more.</summary>
    private const long BytesAtATime = 384 << 20;

    /// <summary>What compressing takes beside the content, about: its window and its tables.</summary>
    private const long CompressorBytes = 96 << 20;

    private readonly Dictionary<string, ColdFrame> _made = new(StringComparer.Ordinal);

    /// <summary>Frames of groups, in their order.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="InvalidArchiveException">An archive is damaged.</exception>
    public async Task<IReadOnlyList<ColdFrame>> OfAsync(IReadOnlyList<ColdGroup> groups, CancellationToken cancellationToken)
    {
        var made = OrderedParallel.SelectAsync(
            groups.Where(group => !_made.ContainsKey(group.Name)).OrderByDescending(group => group.Bytes),
            group => group.Bytes + CompressorBytes,
            BytesAtATime,
            ReadAsync,
            (group, contents, _) => Task.FromResult(Make(group, contents)),
            cancellationToken
        );
        await foreach (var frame in made)
        {
            _made[frame.Name] = frame;
        }

        return [.. groups.Select(group => _made[group.Name])];
    }

    private ColdFrame Make(ColdGroup group, Dictionary<string, byte[]> contents)
    {
        var files = group.Entries.Select(entry => Describe(entry, contents[entry.Name])).ToList();
        var content = codec.Compress(group.Entries.Select(entry => (ReadOnlyMemory<byte>)contents[entry.Name]));
        return new ColdFrame(group.Name, codec, files, content);
    }

    private async ValueTask<Dictionary<string, byte[]>> ReadAsync(ColdGroup group, CancellationToken cancellationToken)
    {
        var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await ReadAsync(layer, group.Entries.Where(entry => !entry.IsBytecode), contents, cancellationToken);
        if (bytecode is not null)
        {
            await ReadAsync(bytecode, group.Entries.Where(entry => entry.IsBytecode), contents, cancellationToken);
        }

        return contents;
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
