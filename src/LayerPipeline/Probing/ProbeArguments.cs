using LayerPipeline.Planning;

namespace LayerPipeline.Probing;

/// <summary>
/// ARGS.json of <c>python probe ARGS.json RESULT.json</c>, and the event of its Lambda handler. The folders must exist
/// or be creatable; nothing but <see cref="Scratch"/> and <see cref="Pycache"/> is written to.
/// </summary>
public sealed record ProbeArguments
{
    /// <summary>
    /// How many times as long as in the baseline a module may take: a layer without bytecode is compiled anew, which alone makes three,
    /// and the processors of a function are shared.
    /// </summary>
    private const double SlowerByAtMost = 5;

    /// <summary>Seconds that anything may take in a trial; ours.</summary>
    private const int ShortestTrialSeconds = 10;

    /// <summary>The folder that holds the packages.</summary>
    public required string Root { get; init; }

    /// <summary>A folder for working files; children get it as home, temporary and working folder.</summary>
    public required string Scratch { get; init; }

    /// <summary>Folder of behaviour scripts; null is <c>behaviours</c> in the probe.</summary>
    public string? Behaviours { get; init; }

    /// <summary>Which tree is probed.</summary>
    public required ProbeMode Mode { get; init; }

    /// <summary>
    /// Only these modules, also those that the tree lacks; null is every public module of the tree. A candidate is given the
    /// baseline's, so that a removed module fails with a reason.
    /// </summary>
    public IReadOnlyList<string>? Modules { get; init; }

    /// <summary>Only these behaviours, by id; null is all.</summary>
    public IReadOnlyList<string>? Only { get; init; }

    /// <summary>Digests of what behaviours returned on the baseline, by id: a candidate tries once more what returns something else.</summary>
    public IReadOnlyDictionary<string, string> Values
    {
        get => field ?? new Dictionary<string, string>();
        init;
    }

    /// <summary>Ids of modules and behaviours that failed on the baseline: a candidate need not try them again to find out that they fail.</summary>
    public IReadOnlyList<string> Failed
    {
        get => field ?? [];
        init;
    }

    /// <summary>Python code of the request; each one becomes the behaviour <c>request/N</c>, from 1.</summary>
    public IReadOnlyList<string> Probes
    {
        get => field ?? [];
        init;
    }

    /// <summary>Distributions that were asked for: a baseline notes which sources their imports load, in order.</summary>
    public IReadOnlyList<string> Requested
    {
        get => field ?? [];
        init;
    }

    /// <summary>
    /// Values of OPENBLAS_CORETYPE under which numeric behaviours run once more, as <c>ID@TYPE</c>, where the processor can run them
    /// and the tree has a library that chooses its kernels.
    /// </summary>
    public IReadOnlyList<string> CoreTypes
    {
        get => field ?? [];
        init;
    }

    /// <summary>Whether behaviours run once more with <c>PYTHON_LAZY_IMPORTS=all</c>, as <c>ID@lazy</c>.</summary>
    public bool LazyImports { get; init; }

    /// <summary>Top-level names of modules that packages may take from the runtime's own folders; none where the runtime is another one.</summary>
    public IReadOnlyList<string> ProvidedModules
    {
        get => field ?? [];
        init;
    }

    /// <summary>Environment variables that the function will have, by name.</summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get => field ?? new Dictionary<string, string>();
        init;
    }

    /// <summary>
    /// Names of the libraries that the runtime has: what the packages need in addition is hidden from them, although this machine may
    /// have it. Null hides nothing.
    /// </summary>
    public IReadOnlyList<string>? RuntimeLibraries { get; init; }

    /// <summary>
    /// Names of libraries that the baseline saw opened by name: a candidate does without them from the start, and need not find out anew.
    /// </summary>
    public IReadOnlyList<string> Hidden
    {
        get => field ?? [];
        init;
    }

    /// <summary>Globs of files that rules propose to remove: who names one of these is looked for. Null looks for all that might go.</summary>
    public IReadOnlyList<string>? Proposed { get; init; }

    /// <summary>How many child processes run at a time.</summary>
    public int Processes { get; init; } = 2;

    /// <summary>Seconds that one module or behaviour may take.</summary>
    public int TimeoutSeconds { get; init; } = 60;

    /// <summary>
    /// Folder for bytecode, laid out like the tree, or null for none. A baseline fills it with unchecked-hash bytecode
    /// (PEP 552) of every source outside of tests and examples, and of those that it saw used; its bytes depend on nothing but the
    /// sources and the interpreter. A candidate made of the same sources uses it where it has no bytecode of its own.
    /// </summary>
    public string? Pycache { get; init; }

    /// <summary>
    /// A file: which files are opened is watched only once it is there, since who packs the tree at the same time opens all of it. Null
    /// watches from the start.
    /// </summary>
    public string? WatchAfter { get; init; }

    /// <summary>Whether the process prints how much of a kind of work is done: <c>DONE TOTAL</c>, at most a hundred lines each.</summary>
    public bool Progress { get; init; }

    /// <summary>The part of the work that is done, or null for all of it.</summary>
    public ProbeSlice? Slice { get; init; }

    /// <summary>The probe of the packages as pip left them, or of a layer that has no baseline.</summary>
    /// <param name="plan">What the plan tells every probe.</param>
    /// <param name="place">Where it runs.</param>
    /// <returns>The arguments.</returns>
    public static ProbeArguments OfBaseline(PlannedProbe plan, ProbePlace place) => Of(plan, ProbeMode.Baseline, place);

    /// <summary>What can be known of packages without running them.</summary>
    /// <param name="plan">What the plan tells every probe.</param>
    /// <param name="place">Where it happens.</param>
    /// <returns>The arguments.</returns>
    public static ProbeArguments OfStatic(PlannedProbe plan, ProbePlace place) => Of(plan, ProbeMode.Static, place);

    /// <summary>The probe of a layer.</summary>
    /// <param name="plan">What the plan tells every probe.</param>
    /// <param name="baseline">What it is compared with, whose modules are probed, and whose times say what can be called too long.</param>
    /// <param name="place">Where it runs.</param>
    /// <returns>The arguments.</returns>
    public static ProbeArguments OfCandidate(PlannedProbe plan, ProbeReport baseline, ProbePlace place) =>
        Of(plan, ProbeMode.Candidate, place) with
        {
            Modules = [.. baseline.Modules.Select(module => module.Id)],
            Values = baseline
                .Behaviours.Where(behaviour => behaviour is { Ok: true, Value: not null })
                .ToDictionary(behaviour => behaviour.Id, behaviour => behaviour.Value!, StringComparer.Ordinal),
            Failed = [.. baseline.Modules.Concat(baseline.Behaviours).Where(result => !result.Ok).Select(result => result.Id)],
            LazyImports = plan.LazyImports,
            Hidden = place.IsRuntime ? [] : [.. (baseline.Libraries?.Opened.Keys ?? []).Order(StringComparer.Ordinal)],
            TimeoutSeconds = Math.Max(
                plan.TimeoutSeconds,
                (int)Math.Ceiling(SlowerByAtMost * Slowest(baseline.Modules.Concat(baseline.Behaviours)))
            ),
        };

    /// <summary>The probe of some failures on a layer with some of the removed files in it.</summary>
    /// <param name="plan">What the plan tells every probe.</param>
    /// <param name="baseline">What it is compared with.</param>
    /// <param name="place">Where it runs.</param>
    /// <param name="asked">The failures.</param>
    /// <param name="together">Distributions of which all modules are imported, if one of them is asked for.</param>
    /// <returns>The arguments. What hangs must not take as long as a trial of all: there may be many.</returns>
    public static ProbeArguments OfTrial(
        PlannedProbe plan,
        ProbeReport baseline,
        ProbePlace place,
        IReadOnlyList<Regression> asked,
        IReadOnlySet<string> together
    )
    {
        var ids = asked.Select(regression => (regression.Kind, regression.Id)).ToHashSet();
        var whole = asked
            .Where(regression => regression.Kind == RegressionKind.Module && regression.Distribution is not null)
            .Select(regression => regression.Distribution!)
            .Where(together.Contains)
            .ToHashSet(StringComparer.Ordinal);
        var modules = baseline
            .Modules.Where(module =>
                ids.Contains((RegressionKind.Module, module.Id)) || (module.Distribution is { } name && whole.Contains(name))
            )
            .ToList();
        var behaviours = baseline.Behaviours.Where(behaviour => ids.Contains((RegressionKind.Behaviour, behaviour.Id))).ToList();
        return OfCandidate(plan, baseline, place) with
        {
            Modules = [.. modules.Select(module => module.Id)],
            Only =
            [
                .. behaviours
                    .SelectMany<ProbeResult, string>(each => [each.Id, ProbeComparison.WithoutCoreType(each.Id)])
                    .Distinct(StringComparer.Ordinal),
            ],
            TimeoutSeconds = Math.Max(ShortestTrialSeconds, (int)Math.Ceiling(SlowerByAtMost * Slowest([.. modules, .. behaviours]))),
        };
    }

    /// <summary>Seconds of what took longest and worked.</summary>
    private static double Slowest(IEnumerable<ProbeResult> results) =>
        results.Where(result => result.Ok).Max(result => (double?)result.Seconds) ?? 0;

    private static ProbeArguments Of(PlannedProbe plan, ProbeMode mode, ProbePlace place) =>
        new()
        {
            Root = place.Root,
            Scratch = place.Scratch,
            Mode = mode,
            Probes = plan.Probes,
            Requested = plan.Requested,
            CoreTypes = plan.CoreTypes,
            ProvidedModules = place.IsRuntime ? plan.ProvidedModules : [],
            Environment = plan.Environment,
            RuntimeLibraries = place.IsRuntime ? null : plan.RuntimeLibraries,
            Proposed = plan.Proposed,
            Processes = place.Processes,
            TimeoutSeconds = plan.TimeoutSeconds,
            Pycache = place.Pycache,
        };
}
