namespace LayerPipeline.Pruning.Passes.Trim;

/// <summary>What became of a library that was to be packed.</summary>
public sealed record TrimResult
{
    /// <summary>The library: packed, or the original's bytes where it was refused or nothing could be won.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Bytes that were saved; 0 where it stayed as it was.</summary>
    public required long SavedBytes { get; init; }

    /// <summary>Why the library was left alone although it might be smaller, or null.</summary>
    public string? Refusal { get; init; }

    internal static TrimResult Unchanged(ReadOnlyMemory<byte> original, string? refusal = null) =>
        new()
        {
            Content = original,
            SavedBytes = 0,
            Refusal = refusal,
        };

    internal static TrimResult Smaller(ReadOnlyMemory<byte> original, ReadOnlyMemory<byte> packed) =>
        new() { Content = packed, SavedBytes = original.Length - packed.Length };
}
