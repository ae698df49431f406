using System.Buffers;

namespace LayerPipeline.Pruning.Passes.Trim;

/// <summary>What became of a library that was to be trimmed.</summary>
internal sealed record TrimResult
{
    /// <summary>The library: trimmed, or the original's bytes where it was refused or nothing could be won.</summary>
    public required ReadOnlySequence<byte> Content { get; init; }

    /// <summary>Bytes that were saved; 0 where it stayed as it was.</summary>
    public required long SavedBytes { get; init; }

    /// <summary>Why the library was left alone although it might be smaller, or null.</summary>
    public string? Refusal { get; init; }

    internal static TrimResult Unchanged(ReadOnlySequence<byte> original, string? refusal = null) =>
        new()
        {
            Content = original,
            SavedBytes = 0,
            Refusal = refusal,
        };

    internal static TrimResult Smaller(ReadOnlySequence<byte> original, ReadOnlySequence<byte> trimmed) =>
        new() { Content = trimmed, SavedBytes = original.Length - trimmed.Length };
}
