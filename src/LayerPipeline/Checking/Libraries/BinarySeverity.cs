namespace LayerPipeline.Checking.Libraries;

/// <summary>How bad a finding is.</summary>
public enum BinarySeverity
{
    /// <summary>As it should be.</summary>
    Pass,

    /// <summary>Works, or may work; a user should know.</summary>
    Warn,

    /// <summary>Would not load; nothing is published.</summary>
    Fail,
}
