using LayerPipeline.Checking.Gates;

namespace LayerPipeline.Checking;

/// <summary>check.json: what every gate said of a layer.</summary>
public sealed record CheckReport
{
    /// <summary>Version of this file's form.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Unzipped bytes of the layer.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bytes that it must stay under.</summary>
    public required long BudgetBytes { get; init; }

    /// <summary>The gates' answers.</summary>
    public required IReadOnlyList<GateResult> Gates { get; init; }

    /// <summary>What is too much, what it is, and what can be done about it; null where the layer fits.</summary>
    public Shortfall? Shortfall { get; init; }

    /// <summary>Raises the failure of the first gate that failed, if any.</summary>
    /// <exception cref="BudgetExceededException">The layer is too large.</exception>
    /// <exception cref="PlatformMismatchException">A shared library would not load in the runtime.</exception>
    /// <exception cref="LayerRefusedException">Another gate failed.</exception>
    public void ThrowIfFailed()
    {
        var failed = Gates.FirstOrDefault(gate => gate.Status == GateStatus.Fail);
        if (failed is null)
        {
            return;
        }

        throw failed.Topic switch
        {
            GateSubject.Size => new BudgetExceededException(failed.Message, Shortfall),
            GateSubject.Libraries => new PlatformMismatchException(Describe()),
            _ => new LayerRefusedException(Describe()),
        };
    }

    private string Describe() =>
        string.Join(
            "\n",
            Gates
                .Where(gate => gate.Status == GateStatus.Fail)
                .Select(gate => $"Gate '{gate.Gate}' failed ({gate.Measured}). {gate.Message}")
        );
}
