using LayerPipeline.Formats.Cold;

namespace LayerPipeline.Analyzing;

/// <summary>What a layer keeps compressed and inflates together.</summary>
/// <param name="Name">Its distribution, or those whose libraries need each other, with <c>+</c> between them.</param>
/// <param name="Files">Its files.</param>
/// <param name="Bytes">Their bytes, inflated.</param>
/// <param name="StoredBytes">Their bytes in the layer's cold store.</param>
public sealed record ColdPart(string Name, int Files, long Bytes, long StoredBytes)
{
    /// <summary>Describes a unit of a store.</summary>
    /// <param name="unit">The unit.</param>
    internal static ColdPart Of(ColdUnit unit) => new(unit.Name, unit.Files.Count, unit.Bytes, unit.StoredBytes);
}
