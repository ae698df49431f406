namespace LayerPipeline.Verifying;

/// <summary>Why a module or a behaviour of a layer fails, as far as the layer alone can tell.</summary>
internal enum FailureCause
{
    /// <summary>The layer is damaged, or for another runtime.</summary>
    Broken,

    /// <summary>It needs a package that the layer does not hold; another layer or the function may bring it.</summary>
    ForeignPackage,

    /// <summary>A part of a package that works fails by itself, as on another operating system.</summary>
    Own,
}
