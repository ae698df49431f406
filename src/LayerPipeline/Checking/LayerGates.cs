using LayerPipeline.Checking.Libraries;

namespace LayerPipeline.Checking;

/// <summary>Every gate of Check, in the order of the report.</summary>
public static class LayerGates
{
    /// <summary>The gates.</summary>
    public static IReadOnlyList<IGate> All { get; } = [new SizeGate(), new PathGate(), new ModeGate(), new CaseGate(), new LinkGate()];

    /// <summary>Asks every gate.</summary>
    /// <param name="layer">The layer.</param>
    /// <returns>check.json.</returns>
    public static CheckReport Check(LayerFacts layer) =>
        new()
        {
            Bytes = layer.Bytes,
            BudgetBytes = layer.BudgetBytes,
            Gates = [.. All.Select(gate => gate.Check(layer)), .. Libraries(layer)],
        };

    private static IEnumerable<GateResult> Libraries(LayerFacts layer) =>
        BinaryGates
            .Check(layer.Libraries, layer.Runtime, layer.Architecture)
            .Select(finding => new GateResult
            {
                Gate = finding.Gate,
                Topic = GateSubject.Libraries,
                Status = finding.Severity switch
                {
                    BinarySeverity.Pass => GateStatus.Pass,
                    BinarySeverity.Warn => GateStatus.Warn,
                    _ => GateStatus.Fail,
                },
                Measured = finding.Measured,
                Message = finding.Severity == BinarySeverity.Pass ? "" : finding.Message,
            });
}
