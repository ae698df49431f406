namespace LayerPipeline.Comparing;

/// <summary>What became of something between two layers.</summary>
public enum ChangeKind
{
    /// <summary>Only the new layer has it.</summary>
    Added,

    /// <summary>Only the old layer has it.</summary>
    Removed,

    /// <summary>A file or distribution with more bytes, of the same version.</summary>
    Grown,

    /// <summary>A file or distribution with fewer bytes, of the same version.</summary>
    Shrunk,

    /// <summary>As many bytes, but others.</summary>
    Changed,

    /// <summary>A distribution of a later version.</summary>
    Upgraded,

    /// <summary>A distribution of an earlier version.</summary>
    Downgraded,
}
