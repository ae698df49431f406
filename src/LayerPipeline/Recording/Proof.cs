using LayerPipeline.Planning;
using LayerPipeline.Probing;

namespace LayerPipeline.Recording;

/// <summary>What a proof rests on, and what it says nothing about.</summary>
public sealed record Proof
{
    /// <summary>Modules that were imported from the untouched packages and from the layer.</summary>
    public required int Modules { get; init; }

    /// <summary>Behaviours that were run on both; metadata, entry points and the request's own probes among them.</summary>
    public required int Behaviours { get; init; }

    /// <summary>Distributions of which nothing was tried but imports, metadata and entry points: there is no script of behaviours.</summary>
    public required IReadOnlyList<string> OnlyImported { get; init; }

    /// <summary>Modules and behaviours that failed on the untouched packages, each with why: nothing is known of them.</summary>
    public required IReadOnlyDictionary<string, string> FailedBefore { get; init; }

    /// <summary>
    /// Modules and behaviours that need what is left to the runtime and that this proof says nothing about, each with why: they are tried
    /// where the runtime is, on AWS.
    /// </summary>
    public IReadOnlyDictionary<string, string> OnAwsOnly
    {
        get => field ?? new Dictionary<string, string>();
        init;
    }

    /// <summary>Programs of the machine that were started, each with the first module or behaviour that did; the runtime may not have them.</summary>
    public required IReadOnlyDictionary<string, string> Programs { get; init; }

    /// <summary>
    /// What held the packages to what a function can do: <c>kernel</c>, which sees compiled code too; <c>python</c>, which sees what goes
    /// through Python; null where the report does not say.
    /// </summary>
    public string? HeldBy { get; init; }

    /// <summary>Why files that compiled code opened may have been missed; null where none was.</summary>
    public string? Unwatched { get; init; }

    /// <summary>What told which files are needed, in words that continue "by".</summary>
    public IReadOnlyList<string> Evidence
    {
        get => field ?? [];
        init;
    }

    /// <summary>Environment variables that were set, and that the function has to have too.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Reads it from the two reports.</summary>
    /// <param name="baseline">The probe of the untouched packages.</param>
    /// <param name="candidate">The probe of the layer.</param>
    /// <param name="plan">The plan.</param>
    /// <returns>What the proof rests on.</returns>
    internal static Proof Of(ProbeReport baseline, ProbeReport candidate, BuildPlan plan)
    {
        var before = baseline.Modules.Concat(baseline.Behaviours).ToList();
        var imported = baseline
            .Modules.Where(result => result.Ok)
            .Select(result => result.Distribution)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        var failed = before.Where(result => !result.Ok).DistinctBy(result => result.Id, StringComparer.Ordinal);
        var lacking = failed.ToLookup(result => result.Lacks(plan.ProbeArguments.ProvidedModules));
        var works = candidate.Modules.Concat(candidate.Behaviours).Where(result => result.Ok).Select(result => result.Id).ToHashSet();
        var tried = baseline
            .Behaviours.Where(result => result.Ok && !result.IsOfMetadata && !result.IsOfEntryPoint)
            .Select(result => result.Distribution)
            .OfType<string>();
        return new Proof
        {
            Modules = candidate.Modules.Count(result => result.Ok),
            Behaviours = candidate.Behaviours.Count(result => result.Ok && !result.IsLazy),
            OnlyImported = [.. imported.Except(tried, StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            FailedBefore = lacking[false].ToDictionary(result => result.Id, result => result.Reason, StringComparer.Ordinal),
            OnAwsOnly = lacking[true]
                .Where(result => !works.Contains(result.Id))
                .ToDictionary(result => result.Id, result => result.Reason, StringComparer.Ordinal),
            Programs = before
                .Concat(candidate.RanInRuntime ? [] : candidate.Modules.Concat(candidate.Behaviours))
                .SelectMany(result => result.Programs.Select(program => (Program: program, result.Id)))
                .DistinctBy(pair => pair.Program, StringComparer.Ordinal)
                .ToDictionary(pair => pair.Program, pair => pair.Id, StringComparer.Ordinal),
            HeldBy = baseline.World is { } world ? (world.Landlock > 0 ? "kernel" : "python") : null,
            Unwatched = baseline.Unwatched,
            Evidence = [.. KindsOfEvidence(baseline, before)],
            Environment = plan.Request.Environment,
        };
    }

    private static IEnumerable<string> KindsOfEvidence(ProbeReport baseline, IReadOnlyList<ProbeResult> results)
    {
        (string Kind, bool IsThere)[] kinds =
        [
            ("files that were opened", results.Any(result => result.Opened.Count > 0)),
            ("files that compiled code opened", baseline.OpenedOutside.Count > 0),
            ("folders that were listed", results.Any(result => result.Listed.Count > 0)),
            ("imports", baseline.Imports.Count > 0),
            ("imports in functions", baseline.Later.Count > 0),
            ("names in sources and libraries", baseline.Names.Count > 0),
            ("libraries that are read as files", baseline.Reads.Count > 0 || results.Any(result => result.Read.Count > 0)),
        ];
        return kinds.Where(kind => kind.IsThere).Select(kind => kind.Kind);
    }
}
