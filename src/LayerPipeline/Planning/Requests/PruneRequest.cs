namespace LayerPipeline.Planning.Requests;

/// <summary>How far pruning may go, and what it must not touch.</summary>
public sealed record PruneRequest
{
    /// <summary>The highest tier that may be entered, for example <c>development</c> or <c>trim</c>.</summary>
    public string UpTo
    {
        get => field ?? LayerPipeline.Planning.Requests.Tier.Default.Name;
        init;
    }

    /// <summary>Enter every allowed tier, whether or not the budget requires it.</summary>
    public bool Smallest { get; init; }

    /// <summary>Globs below <c>python/</c> that are kept despite every rule.</summary>
    public IReadOnlyList<string> Keep
    {
        get => field ?? [];
        init;
    }

    /// <summary>Globs below <c>python/</c> that are removed despite all evidence.</summary>
    public IReadOnlyList<string> Drop
    {
        get => field ?? [];
        init;
    }

    /// <summary>Whether identical libraries may become symbolic links; false for layers that are packaged again.</summary>
    public bool Links { get; init; } = true;

    /// <summary>Whether code for GPUs stays.</summary>
    public GpuMode Gpu { get; init; }
}
