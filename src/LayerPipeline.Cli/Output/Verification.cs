using LayerPipeline.Gates;
using LayerPipeline.Probing;

namespace LayerPipeline.Cli.Output;

/// <summary>What <c>verify</c> found.</summary>
internal sealed record Verification
{
    /// <summary>The archive.</summary>
    public required string Archive { get; init; }

    /// <summary>Gates and their measured values.</summary>
    public required IReadOnlyList<GateResult> Gates { get; init; }

    /// <summary>Modules and behaviours that failed.</summary>
    public required IReadOnlyList<ProbeResult> Failed { get; init; }

    /// <summary>Whether every gate passed or warned.</summary>
    public bool Passed => Gates.All(gate => gate.Status != GateStatus.Fail);
}
