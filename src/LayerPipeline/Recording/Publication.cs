using LayerPipeline.Pipeline;

namespace LayerPipeline.Recording;

/// <summary>What was published, as the workflow saw it.</summary>
/// <param name="LayerVersionArn">ARN of the version.</param>
public sealed record Publication(string LayerVersionArn)
{
    /// <summary>The signature; null where the layer is published unsigned.</summary>
    public LayerSignature? Signature { get; init; }

    /// <summary>The manifest of the version that was published before; null where there is none, or none is known.</summary>
    public LayerManifest? Previous { get; init; }

    /// <summary>The files of the run that built it, as far as they are still there; null where they are not known.</summary>
    public IRunStore? PreviousRun { get; init; }

    /// <summary>The object that Lambda reads the layer from; null where Lambda keeps a copy.</summary>
    public StoredObject? StoredAt { get; init; }
}
