using System.Diagnostics;
using System.Globalization;
using System.Text;
using LayerPipeline.Analyzing;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Pruning.Rules;
using LayerPipeline.Tests.Formats.Archives;

namespace LayerPipeline.Tests.Analyzing;

/// <summary>The largest archive that anybody has is looked at in seconds.</summary>
[Collection(MeasuringGroup.Name)]
public sealed class AnalyzerSpeedTests
{
    private const int Packages = 500;
    private const int FilesEach = 1000;

    [Fact]
    public async Task Half_a_million_files_take_ten_seconds_of_the_processors_and_700_MB_at_most()
    {
        Assert.SkipUnless(Effort.IsLong, "LAYERPIPELINE_LONG is not 1: to pack the archive takes longer than to analyze it");
        var file = new MemoryFile(await ZipAsync());
        await AnalyzeAsync(new MemoryFile(new HandZip(new HandEntry("python/a.py", "1")).Build()));
        var held = GC.GetTotalMemory(forceFullCollection: true);
        var before = Process.GetCurrentProcess().TotalProcessorTime;

        var (opened, analysis) = await AnalyzeAsync(file);

        var seconds = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        (GC.GetTotalMemory(forceFullCollection: true) - held).ShouldBeLessThan(700L << 20);
        seconds.ShouldBeLessThan(10);
        analysis.Entries.ShouldBe(Packages * FilesEach);
        analysis.Distributions.Count.ShouldBe(Packages);
        analysis.Duplicates.ShouldNotBeEmpty();
        GC.KeepAlive(opened);
    }

    private static async Task<(AnalyzedArchive Opened, LayerAnalysis Analysis)> AnalyzeAsync(MemoryFile file)
    {
        var opened = await AnalyzedArchive.OpenAsync(file, TestContext.Current.CancellationToken);
        var analyzer = new LayerAnalyzer(RuleSet.Shipped);
        return (opened, await analyzer.AnalyzeAsync("large.zip", opened, probe: null, TestContext.Current.CancellationToken));
    }

    /// <summary>Packages of ordinary form: sources, tests, bytecode, data, headers, licences, each with a RECORD.</summary>
    private static async Task<byte[]> ZipAsync()
    {
        string[] kinds =
        [
            "m{0}.py",
            "n{0}.py",
            "o{0}.py",
            "tests/test_{0}.py",
            "__pycache__/m{0}.cpython-313.pyc",
            "data/{0}.json",
            "include/{0}.h",
            "s{0}.pyi",
            "vendored{0}/LICENSE",
            "p{0}.py",
        ];
        using var zip = new MemoryStream();
        var writer = new ZipWriter(zip);
        for (var package = 0; package < Packages; package++)
        {
            var record = $"pkg{package}-1.{package}.dist-info/RECORD";
            var lines = new StringBuilder(record + ",,\n");
            for (var i = 0; i < FilesEach - 1; i++)
            {
                var kind = string.Format(CultureInfo.InvariantCulture, kinds[i % kinds.Length], i / kinds.Length);
                var path = $"pkg{package}/part{i / 40}/{kind}";
                var content = path.EndsWith("LICENSE", StringComparison.Ordinal)
                    ? "Permission is hereby granted"
                    : $"VALUE = {package}, {i}";
                lines.Append(CultureInfo.InvariantCulture, $"{path},sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,{content.Length}\n");
                await WriteAsync(writer, path, content);
            }

            await WriteAsync(writer, record, lines.ToString());
        }

        await writer.FinishAsync(TestContext.Current.CancellationToken);
        return zip.ToArray();
    }

    private static ValueTask WriteAsync(ZipWriter writer, string path, string content) =>
        writer.WriteAsync(
            DeflatedEntry.Make("python/" + path, UnixMode.File, Encoding.UTF8.GetBytes(content)),
            TestContext.Current.CancellationToken
        );
}
