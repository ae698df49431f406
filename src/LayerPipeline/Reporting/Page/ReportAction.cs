namespace LayerPipeline.Reporting.Page;

/// <summary>What became of a file, as the page colours it. The page knows these by their numbers.</summary>
public enum ReportAction
{
    /// <summary>It is in the layer as it was; also where nothing was decided.</summary>
    Kept = 0,

    /// <summary>It is in the layer, smaller or adjusted.</summary>
    Changed = 1,

    /// <summary>It is not in the layer.</summary>
    Removed = 2,

    /// <summary>A rule proposed to remove it, and a repair or a person put it back.</summary>
    Restored = 3,

    /// <summary>Bytecode, which only the layer has.</summary>
    Bytecode = 4,
}
