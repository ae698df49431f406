using LayerPipeline.Checking;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Tests.Checking;

/// <summary>Builds layers for gates.</summary>
internal static class Layers
{
    public static LayerFile File(string name, long bytes = 10, int mode = UnixMode.File) => new(name, bytes, mode, LinkTarget: null);

    public static LayerFile Link(string name, string target) => new(name, target.Length, UnixMode.Link, target);

    public static LayerFacts Of(params LayerFile[] files) =>
        new()
        {
            Files = files,
            Libraries = new BinaryLayer([], new Dictionary<string, string>(StringComparer.Ordinal)),
            DistributionOf = name => name.Split('/') is ["python", var distribution, ..] ? distribution : null,
            Runtime = RuntimeCatalog.Default.Find("3.13")!,
            Architecture = "x86_64",
            BudgetBytes = 262_144_000,
        };
}
