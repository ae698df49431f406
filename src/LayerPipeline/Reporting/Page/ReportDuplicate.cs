using LayerPipeline.Formats.Contents;

namespace LayerPipeline.Reporting.Page;

/// <summary>Files of the same content.</summary>
/// <param name="Bytes">Bytes of one of them.</param>
/// <param name="Copies">How many there are, at least two.</param>
/// <param name="Paths">Their paths, at most 20.</param>
public sealed record ReportDuplicate(long Bytes, int Copies, IReadOnlyList<string> Paths)
{
    /// <summary>Most paths that are listed of one group.</summary>
    private const int MostPaths = 20;

    /// <summary>Takes a group.</summary>
    /// <param name="group">The group.</param>
    public static ReportDuplicate Of(DuplicateGroup group) => new(group.Bytes, group.Paths.Count, [.. group.Paths.Take(MostPaths)]);
}
