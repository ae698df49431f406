namespace LayerPipeline.Judging;

/// <summary>What happens to a candidate after its probe.</summary>
public enum Verdict
{
    /// <summary>Everything that worked before works on it.</summary>
    Publish,

    /// <summary>repair.json says what the next prune keeps; prune, check and probe again.</summary>
    Repair,

    /// <summary>It can't be repaired.</summary>
    Stop,
}
