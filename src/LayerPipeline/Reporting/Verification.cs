using LayerPipeline.Checking;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Probing;

namespace LayerPipeline.Reporting;

/// <summary>What was found of a layer that exists.</summary>
public sealed record Verification
{
    /// <summary>The archive.</summary>
    public required string Archive { get; init; }

    /// <summary>Gates and their measured values.</summary>
    public required IReadOnlyList<GateResult> Gates { get; init; }

    /// <summary>Modules and behaviours that failed.</summary>
    public required IReadOnlyList<ProbeResult> Failed { get; init; }

    /// <summary>Why nothing of the layer was imported or run; null where it was.</summary>
    public string? Unproven { get; init; }

    /// <summary>Whether every gate passed or warned.</summary>
    public bool Passed => Gates.All(gate => gate.Status != GateStatus.Fail);

    /// <summary>Ends in an error where a gate failed; it is all that is said with <c>--quiet</c>.</summary>
    /// <exception cref="LayerRefusedException">A gate failed.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed)
        {
            var failed = Gates
                .Where(gate => gate.Status == GateStatus.Fail)
                .Select(gate => $"{gate.Gate}: {gate.Measured}\n{gate.Message}");
            throw new LayerRefusedException(
                $"'{Archive}' fails {string.Join('\n', failed)}\nFix that and build the layer again before you publish it."
            );
        }
    }
}
