namespace LayerPipeline.Pruning.Passes;

/// <summary>What became of one library.</summary>
public sealed record TrimmedLibrary
{
    /// <summary>Path in the layer.</summary>
    public required string Path { get; init; }

    /// <summary>The library: smaller and verified, or the original's bytes.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Bytes that were saved; 0 where it stayed as it was.</summary>
    public required long SavedBytes { get; init; }

    /// <summary>The tier that made it what it is; null where it stayed as it was.</summary>
    public BinaryTier? Tier { get; init; }

    /// <summary>What was not done and why, for the report; null where everything was done or there was nothing to do.</summary>
    public string? Reason { get; init; }

    /// <summary>Cores whose kernels went, each with the one chosen in its place.</summary>
    public IReadOnlyDictionary<string, string> Redirected { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether <see cref="Content"/> is not the original's.</summary>
    public bool IsChanged => SavedBytes > 0;
}
