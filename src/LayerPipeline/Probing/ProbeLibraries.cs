namespace LayerPipeline.Probing;

/// <summary>Libraries that the packages need and that neither they nor the runtime have, as the probe found them on its machine.</summary>
public sealed record ProbeLibraries
{
    /// <summary>Names as in DT_NEEDED. The probe hid them from the packages, so that these had to do without, as in Lambda.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Those of them that the machine has.</summary>
    public required IReadOnlyList<string> Here { get; init; }

    /// <summary>Those that could not be hidden, because Python itself needs them there.</summary>
    public required IReadOnlyList<string> Shown { get; init; }

    /// <summary>
    /// Those that nobody's DT_NEEDED names: something opened them by name, with the module or the behaviour that did so first. They were
    /// hidden as soon as they were known, and everything was probed again.
    /// </summary>
    public IReadOnlyDictionary<string, string> Opened
    {
        get => field ?? new Dictionary<string, string>();
        init;
    }
}
