using System.Text.Json;

namespace LayerPipeline.Foundation.Lambda;

/// <summary>Which processors' kernels stay and where the choice of others goes. Source: kernels.json, where each entry names its own.</summary>
internal sealed record KernelCatalog
{
    private static readonly Lazy<KernelCatalog> Embedded = new(Load);

    /// <summary>What the assembly brings.</summary>
    public static KernelCatalog Default => Embedded.Value;

    /// <summary>Version of this file's form.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>What the name of every table begins with; a core's name follows.</summary>
    public required string TablePrefix { get; init; }

    /// <summary>Objects with that name and fewer bytes are not tables.</summary>
    public required int LeastTableBytes { get; init; }

    /// <summary>Where the structure is documented.</summary>
    public required string Source { get; init; }

    /// <summary>One entry an architecture.</summary>
    public required IReadOnlyList<KernelArchitecture> Architectures { get; init; }

    /// <summary>The cores of an architecture.</summary>
    /// <param name="architecture"><c>x86_64</c> or <c>arm64</c>.</param>
    /// <returns>Its cores.</returns>
    public KernelArchitecture For(string architecture) =>
        Architectures.Single(known => string.Equals(known.Architecture, architecture, StringComparison.Ordinal));

    private static KernelCatalog Load()
    {
        using var stream = typeof(KernelCatalog).Assembly.GetManifestResourceStream("kernels.json")!;
        return JsonSerializer.Deserialize(stream, KernelJson.Default.KernelCatalog)!;
    }
}
