using LayerPipeline.Checking.Gates;

namespace LayerPipeline.Checking;

/// <summary>Every gate of Check, in the order of the report.</summary>
internal static class LayerGates
{
    /// <summary>The gates.</summary>
    public static IReadOnlyList<IGate> All { get; } =
    [
        new SizeGate(),
        new PathGate(),
        new ModeGate(),
        new CaseGate(),
        new LinkGate(),
        new SharedFileGate(),
        new RuntimePackageGate(),
        new MachineGate(), // Before the others of libraries, which leave out what it refuses.
        new LoadSegmentGate(),
        new NeededLibraryGate(),
        new LibraryVersionGate(),
        new NeededSymbolGate(),
        new ExtensionTagGate(),
        new HardeningGate(),
    ];

    /// <summary>Asks every gate.</summary>
    /// <param name="layer">The layer.</param>
    /// <returns>check.json.</returns>
    public static CheckReport Check(LayerFacts layer) =>
        new()
        {
            Bytes = layer.Bytes,
            BudgetBytes = layer.BudgetBytes,
            Shortfall = layer.Bytes < layer.BudgetBytes ? null : Shortfall.Of(layer),
            Gates = [.. All.SelectMany(gate => gate.Check(layer))],
        };
}
