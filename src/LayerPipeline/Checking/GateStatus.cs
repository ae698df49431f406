namespace LayerPipeline.Checking;

/// <summary>What a gate found.</summary>
public enum GateStatus
{
    /// <summary>Nothing to complain about.</summary>
    Pass,

    /// <summary>Something that a person should know; it stops nothing.</summary>
    Warn,

    /// <summary>The layer would not work; it is not published.</summary>
    Fail,
}
