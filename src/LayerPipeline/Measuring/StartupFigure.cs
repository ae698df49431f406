using LayerPipeline.Probing;

namespace LayerPipeline.Measuring;

/// <summary>How long a function takes to import a distribution that was asked for: medians of fresh processes, in seconds.</summary>
public sealed record StartupFigure
{
    /// <summary>As many as the probe names on one machine.</summary>
    private const int MostSlowest = 5;

    /// <summary>Normalised name (PEP 503) of the distribution.</summary>
    public required string Id { get; init; }

    /// <summary>The modules that were imported.</summary>
    public required IReadOnlyList<string> Modules { get; init; }

    /// <summary>How often it was imported from the layer, and from the packages with bytecode.</summary>
    public required int Rounds { get; init; }

    /// <summary>How often it was imported without bytecode, which takes longest.</summary>
    public int UncompiledRounds { get; init; }

    /// <summary>The untouched packages with their bytecode, as <c>pip install</c> leaves them; null where it was not measured or failed.</summary>
    public double? Compiled { get; init; }

    /// <summary>The untouched packages without bytecode; null where it was not measured or failed.</summary>
    public double? Uncompiled { get; init; }

    /// <summary>The layer; null where its import failed.</summary>
    public double? Layer { get; init; }

    /// <summary>
    /// The start of the runtime and, after it, this import: about what Lambda reports as Init Duration of a function that imports nothing
    /// else. Measured in the throwaway function; null elsewhere.
    /// </summary>
    public double? Init { get; init; }

    /// <summary>The modules of the layer that take longest, without what they import.</summary>
    public IReadOnlyList<SlowModule> Slowest
    {
        get => field ?? [];
        init;
    }

    /// <summary>
    /// Milliseconds that each module takes by itself, from the layer, in one process; modules of Python itself among them, and none below
    /// 0.05. Of the throwaway function's only the slowest. Null where it was not measured, and in a manifest, which would be three times as
    /// long.
    /// </summary>
    public IReadOnlyDictionary<string, double>? Times { get; init; }

    /// <summary>What the probe of a layer measured on the way, once each; what each module takes, where it ran in the throwaway function.</summary>
    /// <param name="layer">The probe of the layer.</param>
    /// <returns>A figure for each distribution.</returns>
    public static IReadOnlyList<StartupFigure> Of(ProbeReport layer) =>
        [
            .. layer.Starts.Select(start => new StartupFigure
            {
                Id = start.Id,
                Modules = start.Modules,
                Rounds = 1,
                Layer = start.Seconds,
                Slowest = SlowestOf(start.Times),
                Times = start.Times,
                Init = layer.Boot is { } boot ? Math.Round(boot + start.Seconds, 4) : null,
            }),
        ];

    private static IReadOnlyList<SlowModule> SlowestOf(IReadOnlyDictionary<string, double>? times) =>
        [
            .. (times ?? new Dictionary<string, double>())
                .OrderByDescending(time => time.Value)
                .ThenBy(time => time.Key, StringComparer.Ordinal)
                .Take(MostSlowest)
                .Select(time => new SlowModule(time.Key, time.Value)),
        ];
}
