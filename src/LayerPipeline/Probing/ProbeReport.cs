using System.Text.Json.Serialization;

namespace LayerPipeline.Probing;

/// <summary>baseline.json and candidate.json: what worked, what it opened, what imports what. Written by the probe.</summary>
public sealed record ProbeReport
{
    /// <summary>Version of this file's form.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Version of the interpreter, for example <c>3.13.0</c>.</summary>
    public required string Python { get; init; }

    /// <summary>Machine, as <c>platform.machine()</c> has it.</summary>
    public required string Machine { get; init; }

    /// <summary>What numbers depend on in addition to the packages; null in a report of an earlier version.</summary>
    public ProbeProcessor? Processor { get; init; }

    /// <summary>How the packages were kept from what a function can't do; null in a report of an earlier version.</summary>
    public ProbeWorld? World { get; init; }

    /// <summary>Who ran the probe; null where the build container did not.</summary>
    public ProbeUser? User { get; init; }

    /// <summary>Public modules by name, each imported after the others of its distribution.</summary>
    public required IReadOnlyList<ProbeResult> Modules { get; init; }

    /// <summary>Behaviours by id: checked-in scripts, metadata, entry points, the request's own probes.</summary>
    public required IReadOnlyList<ProbeResult> Behaviours { get; init; }

    /// <summary>
    /// Module-level imports as files below the tree: importing file to imported files. Only files of the tree. Empty on a candidate.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Imports
    {
        get => field ?? new Dictionary<string, IReadOnlyList<string>>();
        init;
    }

    /// <summary>
    /// Imports that run later, when something is called: in functions, and in calls with the name written out. Importing file to
    /// imported files, without those of <see cref="Imports"/>.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Later
    {
        get => field ?? new Dictionary<string, IReadOnlyList<string>>();
        init;
    }

    /// <summary>First lines of the imports of <see cref="Imports"/>, in the same order; nothing in a report of an earlier version.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> Lines
    {
        get => field ?? new Dictionary<string, IReadOnlyList<int>>();
        init;
    }

    /// <summary>Likewise those of <see cref="Later"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> LaterLines
    {
        get => field ?? new Dictionary<string, IReadOnlyList<int>>();
        init;
    }

    /// <summary>
    /// What the strings of sources and libraries name, of that which rules might remove: naming file to files and folders. A folder ends
    /// with <c>/</c> where it is asked for, and with <c>/**</c> where all that is in it is meant.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Names
    {
        get => field ?? new Dictionary<string, IReadOnlyList<string>>();
        init;
    }

    /// <summary>Libraries that sources open as files, to read what no loader reads: source to libraries.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Reads
    {
        get => field ?? new Dictionary<string, IReadOnlyList<string>>();
        init;
    }

    /// <summary>Files that were opened while the packages were probed, though Python's own open opened none of them.</summary>
    public IReadOnlyList<string> OpenedOutside
    {
        get => field ?? [];
        init;
    }

    /// <summary>Why <see cref="OpenedOutside"/> may lack something; null where nothing was missed.</summary>
    public string? Unwatched { get; init; }

    /// <summary>Files that were changed while the packages were probed; where there is one, nothing else of the report counts.</summary>
    public IReadOnlyList<string> Changed
    {
        get => field ?? [];
        init;
    }

    /// <summary>
    /// Whether it ran where the runtime is, with its libraries and programs, rather than on a machine that may have more.
    /// </summary>
    [JsonIgnore]
    public bool RanInRuntime => Libraries is null;

    /// <summary>Sources that were read although Python ran their bytecode, as paths below the tree.</summary>
    public IReadOnlyList<string> Texts
    {
        get => field ?? [];
        init;
    }

    /// <summary>What the packages need and the runtime lacks; null where that was not looked for.</summary>
    public ProbeLibraries? Libraries { get; init; }

    /// <summary>How long it took to import what was asked for.</summary>
    public IReadOnlyList<ProbeStart> Starts
    {
        get => field ?? [];
        init;
    }

    /// <summary>Seconds that the runtime took until it could call the function, on Lambda; null elsewhere.</summary>
    public double? Boot { get; init; }

    /// <summary>Modules of the standard library that the packages hide.</summary>
    public IReadOnlyList<HiddenModule> Hides
    {
        get => field ?? [];
        init;
    }

    /// <summary>
    /// Folders below the tree that .pth files add to Python's path where packages are installed; Lambda reads no such file of a layer.
    /// </summary>
    public IReadOnlyList<string> PathFolders
    {
        get => field ?? [];
        init;
    }

    /// <summary>Which sources functions load first; null on a candidate, and in a report of an earlier version.</summary>
    public HotSources? Hot { get; init; }

    /// <summary>Seconds from start to end of the probe.</summary>
    public double Seconds { get; init; }

    /// <summary>Puts the reports on the slices of one tree together.</summary>
    /// <param name="slices">One report a slice, in any order; at least one.</param>
    /// <returns>The report that a probe without slices gives, but for the time: that of the longest slice.</returns>
    /// <exception cref="ArgumentException">There is no report, or they are of different interpreters or machines.</exception>
    public static ProbeReport Merge(IReadOnlyList<ProbeReport> slices)
    {
        var runtimes = slices.Select(slice => $"Python {slice.Python} on {slice.Machine}").Distinct(StringComparer.Ordinal).ToList();
        if (runtimes.Count != 1)
        {
            throw new ArgumentException($"One runtime is expected, these were probed: {string.Join(", ", runtimes)}.", nameof(slices));
        }

        return slices[0] with
        {
            Modules = [.. slices.SelectMany(slice => slice.Modules).OrderBy(result => result.Id, StringComparer.Ordinal)],
            Behaviours =
            [
                .. slices
                    .SelectMany(slice => BehavioursOf(slice, slices[0].Processor))
                    .OrderBy(result => result.Id, StringComparer.Ordinal),
            ],
            Texts = [.. slices.SelectMany(slice => slice.Texts).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Starts = [.. slices.SelectMany(slice => slice.Starts).OrderBy(start => start.Id, StringComparer.Ordinal)],
            Boot = slices.Max(slice => slice.Boot),
            Imports = Join(slices, slice => slice.Imports),
            Later = Join(slices, slice => slice.Later),
            Lines = Join(slices, slice => slice.Lines),
            LaterLines = Join(slices, slice => slice.LaterLines),
            Names = Join(slices, slice => slice.Names),
            Reads = Join(slices, slice => slice.Reads),
            OpenedOutside =
            [
                .. slices.SelectMany(slice => slice.OpenedOutside).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            ],
            Changed = [.. slices.SelectMany(slice => slice.Changed).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Unwatched = slices.Select(slice => slice.Unwatched).FirstOrDefault(problem => problem is not null),
            Seconds = slices.Max(slice => slice.Seconds),
        };
    }

    /// <summary>Refuses a report that proves nothing.</summary>
    /// <exception cref="PackagesChangedException">Files of the packages were changed while they were probed.</exception>
    public void ThrowIfChanged()
    {
        if (Changed.Count > 0)
        {
            throw PackagesChangedException.Of(Changed);
        }
    }

    /// <summary>What is read of the sources; one slice does that for all.</summary>
    private static Dictionary<string, IReadOnlyList<T>> Join<T>(
        IEnumerable<ProbeReport> slices,
        Func<ProbeReport, IReadOnlyDictionary<string, IReadOnlyList<T>>> edges
    ) => slices.SelectMany(edges).ToDictionary(edge => edge.Key, edge => edge.Value, StringComparer.Ordinal);

    /// <summary>A slice may have run on another host than the first one, whose processor the whole report names.</summary>
    private static IEnumerable<ProbeResult> BehavioursOf(ProbeReport slice, ProbeProcessor? usual) =>
        slice.Processor is not { } own || usual?.ComputesAs(own) == true
            ? slice.Behaviours
            : slice.Behaviours.Select(result => result.Value is null ? result : result with { Processor = own });
}
