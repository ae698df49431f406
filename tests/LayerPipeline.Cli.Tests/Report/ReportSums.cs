using System.IO.Compression;
using System.Text.Json;
using LayerPipeline.Pipeline;
using LayerPipeline.Pruning;
using LayerPipeline.Recording;
using LayerPipeline.Reporting.Page;

namespace LayerPipeline.Cli.Tests.Report;

/// <summary>The same bytes are said in many places of a run; all of them must say the same.</summary>
internal static class ReportSums
{
    private const string Start = "<script type=\"application/json\" id=\"data\">";

    /// <summary>Reads the data of a report.</summary>
    /// <param name="path">The file.</param>
    public static ReportData Read(string path)
    {
        var page = File.ReadAllText(path);
        var from = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        return JsonSerializer.Deserialize(
            page[from..page.IndexOf("</script>", from, StringComparison.Ordinal)],
            ReportJson.Default.ReportData
        )!;
    }

    /// <summary>Holds the report, the summary, prune.json, manifest.json and the archives of a finished run against each other.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="summary">What the build said at its end.</param>
    public static void ShouldAgree(string folder, string summary)
    {
        var report = Read(Path.Combine(folder, RunFiles.Report));
        var manifest = JsonSerializer.Deserialize(Bytes(folder, RunFiles.Manifest), RecordingJson.Default.LayerManifest)!;
        var pruned = JsonSerializer.Deserialize(Bytes(folder, RunFiles.Prune), PruningJson.Default.PruneReport)!;
        using var raw = ZipFile.OpenRead(Path.Combine(folder, RunFiles.Raw));
        using var layer = ZipFile.OpenRead(Path.Combine(folder, RunFiles.Layer));

        long[] before = [report.Bytes, manifest.BytesBefore, pruned.BytesBefore, raw.Entries.Sum(entry => entry.Length)];
        report.Files.Bytes.Sum().ShouldBe(before[0]);
        report.Distributions.Sum(each => each.Bytes).ShouldBe(before[0]);
        before.ShouldAllBe(bytes => bytes == before[0]);
        long[] after = [report.BytesAfter!.Value, manifest.Bytes, pruned.BytesAfter, layer.Entries.Sum(entry => entry.Length)];
        report.Files.After!.Sum().ShouldBe(after[0]);
        report.Distributions.Sum(each => each.BytesAfter).ShouldBe(after[0]);
        after.ShouldAllBe(bytes => bytes == after[0]);
        report.Files.Zipped!.Sum().ShouldBe(raw.Entries.Sum(entry => entry.CompressedLength));
        report.Files.ZippedAfter!.Sum().ShouldBe(layer.Entries.Sum(entry => entry.CompressedLength));
        report.ZipBytesAfter.ShouldBe(manifest.ZipBytes);
        report.ZipBytesAfter.ShouldBe(new FileInfo(Path.Combine(folder, RunFiles.Layer)).Length);
        summary.ShouldContain($"{before[0]:N0} → {after[0]:N0} bytes");
        summary.ShouldContain(RunFiles.Report);
    }

    private static byte[] Bytes(string folder, string name) => File.ReadAllBytes(Path.Combine(folder, name));
}
