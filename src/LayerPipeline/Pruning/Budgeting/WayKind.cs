namespace LayerPipeline.Pruning.Budgeting;

/// <summary>Kinds of ways on.</summary>
public enum WayKind
{
    /// <summary>Allow a tier.</summary>
    Tier,

    /// <summary>Allow the tier data, of which this rule applies.</summary>
    Rule,

    /// <summary>Leave out files that nothing opened.</summary>
    File,

    /// <summary>Leave a requested package out.</summary>
    Package,

    /// <summary>Keep fewer bytes free.</summary>
    Reserve,

    /// <summary>Give functions layers of their own.</summary>
    Layer,

    /// <summary>Keep distributions compressed.</summary>
    Cold,

    /// <summary>Use a container image.</summary>
    Image,
}
