using LayerPipeline.Analyzing;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Probing;
using LayerPipeline.Pruning.Rules;
using LayerPipeline.Tests.Formats.Archives;

namespace LayerPipeline.Tests.Analyzing;

/// <summary>Archives of a few files, analyzed.</summary>
internal static class Archives
{
    public static Task<LayerAnalysis> AnalyzeAsync(params (string Name, byte[] Content)[] files) => AnalyzeAsync(probe: null, files);

    public static async Task<LayerAnalysis> AnalyzeAsync(ProbeReport? probe, params (string Name, byte[] Content)[] files)
    {
        var zip = new HandZip([.. files.Select(file => new HandEntry(file.Name) { Content = file.Content })]).Build();
        var opened = await AnalyzedArchive.OpenAsync(new MemoryFile(zip), CancellationToken.None);
        return await new LayerAnalyzer(RuleSet.Shipped).AnalyzeAsync("some.zip", opened, probe, CancellationToken.None);
    }
}
