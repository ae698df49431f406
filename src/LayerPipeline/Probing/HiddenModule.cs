namespace LayerPipeline.Probing;

/// <summary>A module of the standard library that packages hide: in Lambda, a layer's folder goes before Python's own.</summary>
public sealed record HiddenModule
{
    /// <summary>Its name, for example <c>enum</c>.</summary>
    public required string Module { get; init; }

    /// <summary>Normalised name of the distribution that has one of that name.</summary>
    public required string Distribution { get; init; }

    /// <summary>
    /// Whether Python, or a program such as Lambda's runtime, has loaded the module before packages are imported. Then it is a matter of
    /// chance which of the two they get, and no probe can tell.
    /// </summary>
    public bool Early { get; init; }
}
