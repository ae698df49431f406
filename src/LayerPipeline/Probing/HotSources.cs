namespace LayerPipeline.Probing;

/// <summary>Sources in the order in which functions load them, as paths below the tree; each is listed once.</summary>
public sealed record HotSources
{
    /// <summary>Loaded by importing the distributions that were asked for.</summary>
    public required IReadOnlyList<string> Starts { get; init; }

    /// <summary>Loaded in addition by the request's probes and by behaviours.</summary>
    public required IReadOnlyList<string> Behaviours { get; init; }
}
