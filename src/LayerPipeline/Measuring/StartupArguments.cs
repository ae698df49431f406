using LayerPipeline.Probing;

namespace LayerPipeline.Measuring;

/// <summary>ARGS.json of <c>python probe/startup.py ARGS.json RESULT.json</c>.</summary>
public sealed record StartupArguments
{
    /// <summary>The folder of the untouched packages.</summary>
    public required string Raw { get; init; }

    /// <summary>The folder of their bytecode, laid out like the tree; null where there is none.</summary>
    public required string? Bytecode { get; init; }

    /// <summary>The folder of the layer's packages.</summary>
    public required string Layer { get; init; }

    /// <summary>A folder that may be written to.</summary>
    public required string Scratch { get; init; }

    /// <summary>Environment variables that the function will have, by name.</summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get => field ?? new Dictionary<string, string>();
        init;
    }

    /// <summary>What is imported.</summary>
    public required IReadOnlyList<ProbeStart> Starts { get; init; }

    /// <summary>How often each is imported in each state.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Seconds after which no further round begins, once there were two.</summary>
    public int Seconds { get; init; } = 8;
}
