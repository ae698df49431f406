namespace LayerPipeline.Comparing;

/// <summary>What changed from one layer to another.</summary>
public sealed record LayerComparison
{
    /// <summary>The layer that was.</summary>
    public required ComparedLayer Old { get; init; }

    /// <summary>The layer that is.</summary>
    public required ComparedLayer New { get; init; }

    /// <summary>Unzipped bytes by which the layer grew; negative where it shrank.</summary>
    public long GrowthBytes => New.Bytes - Old.Bytes;

    /// <summary>Distributions that are not the same, those with the largest difference in bytes first.</summary>
    public required IReadOnlyList<DistributionDifference> Distributions { get; init; }

    /// <summary>Files that are not the same, those with the largest difference in bytes first; null where one side has only a manifest.</summary>
    public IReadOnlyList<FileDifference>? Files { get; init; }

    /// <summary>Modules that only the new layer has; null where one side does not say which it has.</summary>
    public IReadOnlyList<string>? ModulesGained { get; init; }

    /// <summary>Modules that only the old layer has; null where one side does not say which it has.</summary>
    public IReadOnlyList<string>? ModulesLost { get; init; }

    /// <summary>Whether both sides were asked which modules import, rather than which files there are.</summary>
    public bool ModulesWereImported { get; init; }

    /// <summary>How long imports take, where either side was measured; by name.</summary>
    public required IReadOnlyList<StartupDifference> Startup { get; init; }

    /// <summary>How many files and modules these are, where they are not listed one by one; null where they are.</summary>
    public ComparisonCounts? Counts { get; init; }

    /// <summary>The same without single files and modules, as a manifest keeps it.</summary>
    public LayerComparison Brief() =>
        this with
        {
            Files = null,
            ModulesGained = null,
            ModulesLost = null,
            Counts = ComparisonCounts.Of(this),
        };

    /// <summary>Holds the growth to a limit.</summary>
    /// <param name="maxBytes">Unzipped bytes by which the layer may grow.</param>
    /// <exception cref="LayerGrewException">It grew by more.</exception>
    public void ThrowIfGrownBy(long maxBytes)
    {
        if (GrowthBytes > maxBytes)
        {
            throw LayerGrewException.Of(this, maxBytes);
        }
    }
}
