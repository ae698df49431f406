namespace LayerPipeline.Probing;

/// <summary>baseline.json and candidate.json: what worked, what it opened, what imports what. Written by probe.py.</summary>
public sealed record ProbeReport
{
    /// <summary>Version of this file's form.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Version of the interpreter, for example <c>3.13.0</c>.</summary>
    public required string Python { get; init; }

    /// <summary>Machine, as <c>platform.machine()</c> has it.</summary>
    public required string Machine { get; init; }

    /// <summary>Public modules by name, each imported after the others of its distribution.</summary>
    public required IReadOnlyList<ProbeResult> Modules { get; init; }

    /// <summary>Behaviours by id: checked-in scripts, metadata, entry points, the request's own probes.</summary>
    public required IReadOnlyList<ProbeResult> Behaviours { get; init; }

    /// <summary>
    /// Module-level imports as files below the tree: importing file to imported files. Only files of the tree. Empty on a candidate.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Imports { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Seconds from start to end of the probe.</summary>
    public double Seconds { get; init; }
}
