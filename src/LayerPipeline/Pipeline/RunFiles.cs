namespace LayerPipeline.Pipeline;

/// <summary>
/// Names of the files of a run: below <c>runs/RUN/</c> in the bucket, or in the run's folder on one machine. Which step reads and
/// writes them is in <see cref="PipelineSteps"/>.
/// </summary>
public static class RunFiles
{
    /// <summary>The request with every default filled in, and the arguments of pip and of the probe.</summary>
    public const string Plan = "plan.json";

    /// <summary>What pip installed.</summary>
    public const string Install = "install.json";

    /// <summary><c>python/...</c> exactly as pip left it.</summary>
    public const string Raw = "raw.zip";

    /// <summary>The probe of the raw tree.</summary>
    public const string Baseline = "baseline.json";

    /// <summary>Bytecode of the sources in raw.zip, as <c>python/.../__pycache__/...</c>, that is used without a look at them.</summary>
    public const string Bytecode = "bytecode.zip";

    /// <summary>The probe of the layer.</summary>
    public const string Candidate = "candidate.json";

    /// <summary>Every entry of raw.zip and what became of it.</summary>
    public const string Prune = "prune.json";

    /// <summary>The layer.</summary>
    public const string Layer = "layer.zip";

    /// <summary>What was removed.</summary>
    public const string Pruned = "pruned.zip";

    /// <summary>Gates and their measured values.</summary>
    public const string Check = "check.json";

    /// <summary>What was restored, round by round.</summary>
    public const string Repair = "repair.json";

    /// <summary>How long importing the requested distributions takes.</summary>
    public const string Startup = "startup.json";

    /// <summary>What was published, from what.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>The bill of materials.</summary>
    public const string Sbom = "sbom.json";

    /// <summary>How it was made.</summary>
    public const string Provenance = "provenance.json";

    /// <summary>All of it as a page to look at.</summary>
    public const string Report = "report.html";

    /// <summary>What inflates a cold store in a function whose Python can't by itself, with its licences.</summary>
    public const string Decoder = "decoder.zip";

    /// <summary>What a cold store costs: how long inflating each of its distributions takes.</summary>
    public const string Cold = "cold.json";

    /// <summary>pip's own report of what it installed; on AWS among the run's other files.</summary>
    public const string PipReport = "pip-report.json";

    /// <summary>On AWS: what pip resolved, before anything is built.</summary>
    public const string Resolved = "resolve.json";

    /// <summary>On AWS: what pip said when it failed.</summary>
    public const string PipFailure = "pip-failure.json";

    /// <summary>On AWS: the libraries of the build's image that went into raw.zip.</summary>
    public const string SystemLibraries = "system-libraries.json";

    /// <summary>Files that only a run on AWS has; the build container writes them.</summary>
    public static IReadOnlyList<string> OfBuildContainer { get; } = [PipReport, Resolved, PipFailure, SystemLibraries];

    /// <summary>Files that only a run has whose request wants a cold store.</summary>
    public static IReadOnlyList<string> OfColdStore { get; } = [Decoder, Cold];

    /// <summary>Files that only a run on one machine has: on AWS, candidate.json says how long imports took.</summary>
    public static IReadOnlyList<string> OfOneMachine { get; } = [Startup];

    /// <summary>What a layer is proven with: once one of these is another, nothing is.</summary>
    public static IReadOnlyList<string> ProofRestsOn { get; } = [Plan, Raw, Baseline, Layer];

    /// <summary>What describes the layer.zip in the same folder, and no other.</summary>
    public static IReadOnlyList<string> OfLayer { get; } = [Manifest, Sbom, Provenance, Check, Candidate, Startup, Report];

    /// <summary>On AWS: the report of one slice of a layer's probe.</summary>
    /// <param name="round">Rounds of repair before it.</param>
    /// <param name="slice">Place of the slice, from 0.</param>
    /// <returns>The file's name.</returns>
    public static string CandidateSlice(int round, int slice) => $"candidate-{round}-{slice}.json";
}
