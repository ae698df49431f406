using LayerPipeline.Formats.Archives;

namespace LayerPipeline.Pruning.Splitting;

/// <summary>What of one entry of raw.zip goes into which archive.</summary>
/// <param name="Name">The entry's name.</param>
/// <param name="Layer">What goes into layer.zip; null for nothing.</param>
/// <param name="Pruned">What goes into pruned.zip; null for nothing.</param>
internal sealed record EntryOutcome(string Name, DeflatedEntry? Layer, DeflatedEntry? Pruned)
{
    /// <summary>What was changed on the way to the layer; null where it stays as it was.</summary>
    public ChangedEntry? Change { get; init; }

    /// <summary>Why it could not be trimmed although its tier was entered; null otherwise.</summary>
    public string? Refusal { get; init; }
}
