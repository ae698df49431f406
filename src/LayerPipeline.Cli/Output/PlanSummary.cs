using LayerPipeline.Planning.Sources;

namespace LayerPipeline.Cli.Output;

/// <summary>What <c>plan</c> understood.</summary>
internal sealed record PlanSummary
{
    /// <summary>The layer's name.</summary>
    public required string Name { get; init; }

    /// <summary>The runtime, for example <c>python3.13</c>.</summary>
    public required string Runtime { get; init; }

    /// <summary><c>x86_64</c> or <c>arm64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>Path of plan.json.</summary>
    public required string File { get; init; }

    /// <summary>How many requirements pip gets.</summary>
    public required int Requirements { get; init; }

    /// <summary>The files and texts that name requirements.</summary>
    public required IReadOnlyList<PlannedSource> Sources { get; init; }

    /// <summary>pip's options in them, without passwords.</summary>
    public required IReadOnlyList<string> PipOptions { get; init; }
}
