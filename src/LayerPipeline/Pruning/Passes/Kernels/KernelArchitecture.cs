namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>Cores of one architecture.</summary>
public sealed record KernelArchitecture
{
    /// <summary><c>x86_64</c> or <c>arm64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>Cores whose kernels stay.</summary>
    public required IReadOnlyList<TargetCore> Keep { get; init; }

    /// <summary>Cores whose kernels go. A core that is neither here nor kept stays too.</summary>
    public required IReadOnlyList<CoreRedirect> Redirects { get; init; }
}
