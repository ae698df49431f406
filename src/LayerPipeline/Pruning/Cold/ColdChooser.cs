using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Cold;

namespace LayerPipeline.Pruning.Cold;

/// <summary>Chooses what goes cold: from the start of the candidates, as few as the budget needs.</summary>
/// <param name="frames">Compresses them.</param>
/// <param name="plain">The plain layer's entries.</param>
/// <param name="needed">Entries of the bytecode that modules need, by its name in the layer.</param>
/// <param name="others">Bytes that the layer has for a store whatever is in it: what inflates it, and a decoder.</param>
internal sealed class ColdChooser(
    ColdFrames frames,
    IReadOnlyList<ZipEntry> plain,
    IReadOnlyDictionary<string, ZipEntry> needed,
    long others
)
{
    /// <summary>What zstd leaves of what deflate leaves, about; only to guess how much has to be compressed at a time.</summary>
    private const double OfDeflated = 0.75;

    private readonly long _plainBytes = plain.Sum(entry => entry.Bytes) + needed.Values.Sum(entry => entry.Bytes);

    /// <summary>Takes exactly these.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<ColdChoice> TakeAsync(IReadOnlyList<ColdGroup> groups, CancellationToken cancellationToken)
    {
        var made = await frames.OfAsync(groups, cancellationToken);
        return new ColdChoice(groups, made, BytesWith(groups, made));
    }

    /// <summary>Takes as few as are needed; what most of the requested distributions need is given back first, then the smallest.</summary>
    /// <param name="ranked">Candidates in their order.</param>
    /// <param name="limit">Bytes that the layer must stay under.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The choice; where nothing is enough, all.</returns>
    public async Task<ColdChoice> ChooseAsync(IReadOnlyList<ColdGroup> ranked, long limit, CancellationToken cancellationToken)
    {
        var choice = await TakeAsync([.. ranked.Take(Guess(ranked, 0, _plainBytes + others, limit))], cancellationToken);
        while (choice.Bytes >= limit && choice.Groups.Count < ranked.Count)
        {
            var count = Guess(ranked, choice.Groups.Count, choice.Bytes, limit);
            choice = await TakeAsync([.. ranked.Take(count)], cancellationToken);
        }

        return choice.Bytes < limit ? await GiveBackAsync(choice, limit, cancellationToken) : choice;
    }

    private static int Guess(IReadOnlyList<ColdGroup> ranked, int from, long bytes, long limit)
    {
        var count = from;
        do
        {
            bytes -= ranked[count].Bytes - (long)(OfDeflated * ranked[count].DeflatedBytes);
            count++;
        } while (bytes >= limit && count < ranked.Count);

        return count;
    }

    private async Task<ColdChoice> GiveBackAsync(ColdChoice choice, long limit, CancellationToken cancellationToken)
    {
        foreach (var group in choice.Groups.OrderByDescending(group => group.NeededBy).ThenBy(group => group.Bytes).ToList())
        {
            var fewer = await TakeAsync([.. choice.Groups.Where(other => other != group)], cancellationToken);
            choice = fewer.Bytes < limit && fewer.Groups.Count > 0 ? fewer : choice;
        }

        return choice;
    }

    private long BytesWith(IReadOnlyList<ColdGroup> groups, IReadOnlyList<ColdFrame> made)
    {
        var gone = groups
            .SelectMany(group => group.Entries)
            .Sum(entry =>
                !entry.IsBytecode ? entry.Entry.Bytes
                : needed.TryGetValue(entry.Name, out var file) ? file.Bytes
                : 0
            );
        var store = ColdStoreWriter.Make(made).Sum(part => (long)part.Length);
        var stubs = groups.Sum(group => (long)ColdStubs.Of(group).Count * ColdNames.Stub(group.Name).Length);
        return _plainBytes + others - gone + store + stubs;
    }
}
