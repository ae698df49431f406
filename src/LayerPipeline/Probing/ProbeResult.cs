using System.Text.Json.Serialization;

namespace LayerPipeline.Probing;

/// <summary>One module that was imported or one behaviour that was run.</summary>
public sealed record ProbeResult
{
    /// <summary>What ids of the request's own probes begin with; their number follows.</summary>
    public const string RequestPrefix = "request/";

    /// <summary>Start of the id of what a distribution declares as an entry point.</summary>
    internal const string EntryPointPrefix = "entrypoint/";

    /// <summary>What ids of the probes of metadata begin with; the distribution's name follows.</summary>
    public const string MetadataPrefix = "metadata/";

    /// <summary>What ids of behaviours end with that ran with every import lazy.</summary>
    public const string LazyMark = "@lazy";

    /// <summary>Module name (<c>numpy.linalg</c>) or behaviour id (<c>numpy/arrays</c>, <c>metadata/numpy</c>, <c>request/1</c>).</summary>
    public required string Id { get; init; }

    /// <summary>Normalised name of the distribution it belongs to; null for the request's own probes.</summary>
    public string? Distribution { get; init; }

    /// <summary><c>ok</c>, <c>error</c>, <c>crash</c> (the process died) or <c>timeout</c>.</summary>
    public required string Status { get; init; }

    /// <summary>What went wrong; null when ok.</summary>
    public ProbeError? Error { get; init; }

    /// <summary>Digest of the numbers that a behaviour computed; raw and layer must agree. Null where there is none.</summary>
    public string? Value { get; init; }

    /// <summary>Files below the tree that were opened or mapped first by this one, relative, <c>/</c> between the parts, sorted; a folder that had to exist ends with one.</summary>
    public IReadOnlyList<string> Opened
    {
        get => field ?? [];
        init;
    }

    /// <summary>
    /// Of a behaviour on the untouched packages: files that it opened, too, though a module had opened them before. Each stands at the
    /// first behaviour that opened it, and of the request's probes at the first of these, so that together they say what was touched.
    /// </summary>
    public IReadOnlyList<string> Used
    {
        get => field ?? [];
        init;
    }

    /// <summary>Programs of the machine that it started, as they were named; the runtime may not have them.</summary>
    public IReadOnlyList<string> Programs
    {
        get => field ?? [];
        init;
    }

    /// <summary>Folders of the untouched packages that it was the first to list, without a slash at their end.</summary>
    public IReadOnlyList<string> Listed
    {
        get => field ?? [];
        init;
    }

    /// <summary>Libraries of the untouched packages that it was the first to open as files, rather than to load.</summary>
    public IReadOnlyList<string> Read
    {
        get => field ?? [];
        init;
    }

    /// <summary>The processor that computed <see cref="Value"/>, where it is not the report's: slices may run on different hosts.</summary>
    public ProbeProcessor? Processor { get; init; }

    /// <summary>Seconds it took.</summary>
    public double Seconds { get; init; }

    /// <summary>Whether it is one of the request's own probes.</summary>
    [JsonIgnore]
    public bool IsOfRequest => Id.StartsWith(RequestPrefix, StringComparison.Ordinal);

    /// <summary>Whether it ran once more with every import lazy, which proves nothing about the layer itself.</summary>
    [JsonIgnore]
    public bool IsLazy => Id.EndsWith(LazyMark, StringComparison.Ordinal);

    /// <summary>Whether it loads what a distribution declares as an entry point.</summary>
    [JsonIgnore]
    public bool IsOfEntryPoint => Id.StartsWith(EntryPointPrefix, StringComparison.Ordinal);

    /// <summary>Whether it loads a script for a command line, which a layer has no place for.</summary>
    [JsonIgnore]
    public bool IsOfScript =>
        IsOfEntryPoint
        && (Id.Contains("/console_scripts/", StringComparison.Ordinal) || Id.Contains("/gui_scripts/", StringComparison.Ordinal));

    /// <summary>Whether it is a behaviour rather than a module.</summary>
    [JsonIgnore]
    public bool IsBehaviour => Id.Contains('/', StringComparison.Ordinal);

    /// <summary>Whether it is what every distribution's metadata has to say.</summary>
    [JsonIgnore]
    public bool IsOfMetadata => Id.StartsWith(MetadataPrefix, StringComparison.Ordinal);

    /// <summary>Whether it worked.</summary>
    [JsonIgnore]
    public bool Ok => string.Equals(Status, "ok", StringComparison.Ordinal);

    /// <summary>Whether it failed because one of some modules is not there.</summary>
    /// <param name="modules">Top-level names of modules.</param>
    /// <returns>Whether it did.</returns>
    public bool Lacks(IReadOnlyCollection<string> modules) =>
        !Ok && Error?.MissingModule is { } missing && modules.Contains(missing.Split('.')[0]);

    /// <summary>What went wrong, on one line.</summary>
    [JsonIgnore]
    public string Reason => Error?.Summary ?? Status;
}
