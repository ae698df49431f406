using LayerPipeline.Formats.Archives;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Passes;
using LayerPipeline.Pruning.Splitting;

namespace LayerPipeline.Pruning.Budgeting;

/// <summary>Sends libraries through the passes to learn what is left of them.</summary>
/// <param name="all">Every pass.</param>
internal sealed class LibraryMeasure(PreparedPasses all)
{
    private readonly PreparedPasses _trim = all.UpTo(Tier.Trim)!;
    private readonly LibrarySplit _memory = new(all);

    /// <summary>Measures one. Safe to call for several at once.</summary>
    /// <param name="entry">Its entry in raw.zip.</param>
    /// <param name="content">Its content.</param>
    /// <returns>Its name, and what is left.</returns>
    public (string Path, LibrarySize Size) Measure(ZipEntry entry, byte[] content)
    {
        _memory.FreeMemory(entry.Bytes);
        var smallest = all.Apply(entry.Name, content);
        var isTrimmedOnly = smallest.ChangedBy is null || smallest.ChangedBy == Tier.Trim;
        var trimmed = isTrimmedOnly ? smallest.Content.Length : _trim.Apply(entry.Name, content).Content.Length;
        return (entry.Name, new LibrarySize(trimmed, smallest.Content.Length));
    }
}
