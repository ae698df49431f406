namespace LayerPipeline.Planning;

/// <summary>
/// What every probe of a build is told, wherever it runs: raw packages and layer, on this machine, in the build container and on
/// Lambda. Who runs it adds only where: the folders, which tree it is, a slice, how many processes.
/// </summary>
public sealed record PlannedProbe
{
    /// <summary>Python code of the request; each one becomes the behaviour <c>request/N</c>, from 1.</summary>
    public required IReadOnlyList<string> Probes { get; init; }

    /// <summary>Normalised names (PEP 503) of the distributions that were asked for: what their imports load is noted in order.</summary>
    public IReadOnlyList<string> Requested
    {
        get => field ?? [];
        init;
    }

    /// <summary>
    /// Cores, as <c>OPENBLAS_CORETYPE</c> takes them, under which numeric behaviours must give the same bits before and after: those
    /// whose kernels stay where the plan allows others to go.
    /// </summary>
    public required IReadOnlyList<string> CoreTypes { get; init; }

    /// <summary>Whether behaviours run once more on the layer with every import lazy.</summary>
    public bool LazyImports { get; init; }

    /// <summary>Top-level names of modules that are left to the runtime: on Lambda, packages find them there.</summary>
    public IReadOnlyList<string> ProvidedModules
    {
        get => field ?? [];
        init;
    }

    /// <summary>Environment variables that the function will have; of a value, <c>/tmp</c> at its beginning is a probe's own folder.</summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get => field ?? new Dictionary<string, string>();
        init;
    }

    /// <summary>
    /// Names of the libraries that the runtime has, as in DT_NEEDED: of what the packages need, nothing else of the machine may be used
    /// where a probe runs. Null in a plan of an earlier version.
    /// </summary>
    public IReadOnlyList<string>? RuntimeLibraries { get; init; }

    /// <summary>
    /// Globs of files that rules propose to remove: who names one of these is looked for in the packages. Null in a plan of an earlier
    /// version looks for all that might go.
    /// </summary>
    public IReadOnlyList<string>? Proposed { get; init; }

    /// <summary>Seconds that one module or behaviour may take.</summary>
    public required int TimeoutSeconds { get; init; }

    /// <summary>The probe of a layer that nobody planned: nothing is compared, so no other cores are tried.</summary>
    /// <param name="probes">Python code that must work on the layer.</param>
    /// <param name="target">The runtime that it is for.</param>
    /// <returns>What the probe is told.</returns>
    public static PlannedProbe Of(IReadOnlyList<string> probes, RuntimeTarget target) =>
        new()
        {
            Probes = probes,
            CoreTypes = [],
            Proposed = [],
            RuntimeLibraries = ProbePlanning.LibrariesOf(target.Runtime, target.Architecture),
            TimeoutSeconds = ProbePlanning.TimeoutSeconds,
        };
}
