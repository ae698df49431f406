namespace LayerPipeline.Planning.Requests;

/// <summary>How the layer version is published.</summary>
public sealed record PublishRequest
{
    /// <summary>At most 256 characters; made from the packages when absent.</summary>
    public string? Description { get; init; }

    /// <summary>Account numbers of 12 digits that may use the layer.</summary>
    public IReadOnlyList<string> ShareWith
    {
        get => field ?? [];
        init;
    }

    /// <summary>How many versions stay published, 1 to 1000; older ones are deleted. Null keeps all.</summary>
    public int? KeepVersions { get; init; }

    /// <summary>Where the archive is kept, as <see cref="LayerStorage"/> names it; null for the deployment's default.</summary>
    public string? Storage { get; init; }
}
