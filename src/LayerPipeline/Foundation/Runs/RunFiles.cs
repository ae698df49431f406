namespace LayerPipeline.Foundation.Runs;

/// <summary>Names of the files of a run: below <c>runs/RUN/</c> in the bucket, or in the run's folder on one machine.</summary>
public static class RunFiles
{
    /// <summary>The request with every default filled in, by Plan.</summary>
    public const string Plan = "plan.json";

    /// <summary>What pip installed, by Install.</summary>
    public const string Install = "install.json";

    /// <summary><c>python/...</c> exactly as pip left it, by Install.</summary>
    public const string Raw = "raw.zip";

    /// <summary>The probe of the raw tree.</summary>
    public const string Baseline = "baseline.json";

    /// <summary>The probe of the layer.</summary>
    public const string Candidate = "candidate.json";

    /// <summary>Every entry of raw.zip and what became of it, by Prune.</summary>
    public const string Prune = "prune.json";

    /// <summary>The layer, by Prune.</summary>
    public const string Layer = "layer.zip";

    /// <summary>What was removed, by Prune.</summary>
    public const string Pruned = "pruned.zip";

    /// <summary>Gates and their measured values, by Check.</summary>
    public const string Check = "check.json";

    /// <summary>What Repair restored, round by round.</summary>
    public const string Repair = "repair.json";

    /// <summary>What was published, from what, by Record.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [Plan, Install, Raw, Baseline, Candidate, Prune, Layer, Pruned, Check, Repair, Manifest];

    /// <summary>What a layer is proven with: once one of these is another, nothing is.</summary>
    public static IReadOnlyList<string> ProofRestsOn { get; } = [Plan, Raw, Baseline, Layer];

    /// <summary>What speaks of the layer.zip that lies beside it, and of no other.</summary>
    public static IReadOnlyList<string> OfLayer { get; } = [Manifest, Check, Candidate];
}
