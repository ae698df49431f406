using System.Text.Json;

namespace LayerPipeline.Foundation.Lambda;

/// <summary>Which sections hold code for GPUs, which Lambda does not have. Source: gpu.json, where each entry names its own.</summary>
internal sealed record GpuCatalog
{
    private static readonly Lazy<GpuCatalog> Embedded = new(Load);

    /// <summary>What the assembly brings.</summary>
    public static GpuCatalog Default => Embedded.Value;

    /// <summary>Version of this file's form.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>One entry a section.</summary>
    public required IReadOnlyList<GpuSection> Sections { get; init; }

    /// <summary>The entry of a section, or null.</summary>
    /// <param name="name">Name of the section.</param>
    public GpuSection? Find(string name) => Sections.FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.Ordinal));

    private static GpuCatalog Load()
    {
        using var stream = typeof(GpuCatalog).Assembly.GetManifestResourceStream("gpu.json")!;
        return JsonSerializer.Deserialize(stream, GpuJson.Default.GpuCatalog)!;
    }
}
