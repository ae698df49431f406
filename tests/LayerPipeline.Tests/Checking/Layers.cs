using LayerPipeline.Checking;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Checking.Libraries;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Tests.Checking;

/// <summary>Builds layers for gates.</summary>
internal static class Layers
{
    private static readonly Dictionary<string, string> NoLinks = new(StringComparer.Ordinal);

    private static PythonRuntime Runtime => RuntimeCatalog.Default.Find("3.13")!;

    public static LayerFile File(string name, long bytes = 10, int mode = UnixMode.File) => new(name, bytes, mode, LinkTarget: null);

    public static LayerFile Link(string name, string target) => new(name, target.Length, UnixMode.Link, target);

    public static LayerFacts Of(params LayerFile[] files) =>
        new()
        {
            Files = files,
            Libraries = LibraryFacts.Of(new BinaryLayer([], NoLinks), Runtime, "x86_64"),
            DistributionOf = name => name.Split('/') is ["python", var distribution, ..] ? distribution : null,
            Runtime = Runtime,
            Architecture = "x86_64",
            BudgetBytes = 262_144_000,
        };

    /// <summary>The answer of a gate that has one only.</summary>
    public static GateResult Ask(this IGate gate, LayerFacts layer) => gate.Check(layer).Single();

    /// <summary>What the gates of shared libraries say.</summary>
    public static IReadOnlyList<GateResult> CheckLibraries(BinaryLayer libraries, PythonRuntime runtime, string architecture)
    {
        var layer = Of() with
        {
            Libraries = LibraryFacts.Of(libraries, runtime, architecture),
            Runtime = runtime,
            Architecture = architecture,
        };
        return [.. LayerGates.All.Where(gate => gate.Subject == GateSubject.Libraries).SelectMany(gate => gate.Check(layer))];
    }
}
