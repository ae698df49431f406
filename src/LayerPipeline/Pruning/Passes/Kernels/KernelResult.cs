namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>What became of a library's kernels.</summary>
public sealed record KernelResult
{
    /// <summary>The library: without the dropped cores and packed, or the original.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Bytes that were saved, packing included; 0 where it stayed as it was.</summary>
    public required long SavedBytes { get; init; }

    /// <summary>Cores whose kernels went, each with the one chosen in its place.</summary>
    public IReadOnlyDictionary<string, string> Redirected { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Why the library was left alone although it has kernels, or null.</summary>
    public string? Refusal { get; init; }

    /// <summary>Whether the library has tables of kernels at all.</summary>
    public bool HasKernels => Redirected.Count > 0 || Refusal is not null;

    internal static KernelResult Unchanged(ReadOnlyMemory<byte> original, string? refusal = null) =>
        new()
        {
            Content = original,
            SavedBytes = 0,
            Refusal = refusal,
        };
}
