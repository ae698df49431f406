namespace LayerPipeline.Pruning.Passes;

/// <summary>How far shared libraries are cut.</summary>
public enum BinaryTier
{
    /// <summary>What no loader maps goes.</summary>
    Trim,

    /// <summary>Machine code for processors that Lambda does not have goes as well.</summary>
    Kernels,
}
