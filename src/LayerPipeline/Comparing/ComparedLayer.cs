using LayerPipeline.Analyzing;

namespace LayerPipeline.Comparing;

/// <summary>One of two layers that are compared.</summary>
/// <param name="Source">What it is, as the caller named it.</param>
/// <param name="Bytes">Its bytes unzipped.</param>
/// <param name="ZipBytes">Length of its archive; null where it is not known.</param>
/// <param name="Python">For example <c>3.13</c>; null where nothing says so.</param>
/// <param name="Architecture"><c>x86_64</c> or <c>arm64</c>; null where nothing says so.</param>
public sealed record ComparedLayer(string Source, long Bytes, long? ZipBytes, string? Python, string? Architecture)
{
    /// <summary>What it keeps compressed in a cold store; null where it has none.</summary>
    public IReadOnlyList<ColdPart>? Cold { get; init; }
}
