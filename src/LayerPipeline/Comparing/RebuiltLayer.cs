namespace LayerPipeline.Comparing;

/// <summary>A layer that was built once more from the wheels of a run, or of what its provenance pins.</summary>
/// <param name="RecordedSha256">SHA-256 of the run's layer.zip, in lower-case hexadecimal.</param>
/// <param name="Sha256">SHA-256 of what was built again.</param>
/// <param name="Differences">Files that are not the same in both; null where only the digest of the run's layer is known.</param>
public sealed record RebuiltLayer(string RecordedSha256, string Sha256, IReadOnlyList<FileDifference>? Differences)
{
    /// <summary>What it was built with that is not as recorded: versions of tools, wheels, libraries of the system.</summary>
    public IReadOnlyList<string> OtherInputs
    {
        get => field ?? [];
        init;
    }

    /// <summary>Wheels that may not be those of the first build: of one or the other no SHA-256 is known.</summary>
    public IReadOnlyList<string> UncomparedWheels
    {
        get => field ?? [];
        init;
    }

    /// <summary>Whether every byte is the same.</summary>
    public bool IsSame => string.Equals(RecordedSha256, Sha256, StringComparison.Ordinal);

    /// <summary>Ends in an error where it is not.</summary>
    /// <exception cref="LayerDiffersException">The two are not the same.</exception>
    public void ThrowIfDifferent()
    {
        if (!IsSame)
        {
            throw LayerDiffersException.Of(this);
        }
    }
}
