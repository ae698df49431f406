using System.Text.Json;

namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>Which processors' kernels stay and where the choice of others goes. Source: kernels.json, where each entry names its own.</summary>
public sealed record KernelCatalog
{
    private static readonly Lazy<KernelCatalog> Embedded = new(Load);

    /// <summary>What the assembly brings.</summary>
    public static KernelCatalog Default => Embedded.Value;

    /// <summary>Version of this file's form.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>What the name of every table begins with; a core's name follows.</summary>
    public required string TablePrefix { get; init; }

    /// <summary>Objects with that name and fewer bytes are no tables.</summary>
    public required int LeastTableBytes { get; init; }

    /// <summary>Where the structure is documented.</summary>
    public required string Source { get; init; }

    /// <summary>One entry an architecture.</summary>
    public required IReadOnlyList<KernelArchitecture> Architectures { get; init; }

    private static KernelCatalog Load()
    {
        using var stream = typeof(KernelCatalog).Assembly.GetManifestResourceStream("kernels.json")!;
        return JsonSerializer.Deserialize(stream, KernelJson.Default.KernelCatalog)!;
    }
}
