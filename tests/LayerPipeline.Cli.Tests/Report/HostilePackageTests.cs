using System.Text;
using System.Text.Json;
using LayerPipeline.Pipeline;

namespace LayerPipeline.Cli.Tests.Report;

/// <summary>A package that writes markup and escape sequences wherever it can, built in full.</summary>
[Collection(CliGroup.Name)]
public sealed class HostilePackageTests(Browser browser) : IClassFixture<Browser>
{
    private const string Evil = "<script>window.harmed=1</script><img src=x onerror='window.harmed=1'>\u001b[2J\u202Etxt";

    [Fact]
    public async Task A_hostile_package_breaks_neither_page_nor_terminal_nor_JSON()
    {
        Assert.SkipUnless(Effort.IsLong, "LAYERPIPELINE_LONG is not 1: what single texts do is tested by itself");
        using var folders = new CliFolders();
        new MadeWheels(folders["wheels"]).With(
            "hostile",
            [],
            ("hostile/__init__.py", $"raise ImportError({JsonSerializer.Serialize(Evil)})\n"),
            ("hostile/works.py", "VALUE = 1\n"),
            ("hostile/<img src=x onerror=alert(1)>.txt", "text\n"),
            ("hostile/\u202Egnp.py", "VALUE = 1\n"),
            ("fine_module.py", "VALUE = 1\n"),
            ("hostile-1.0.dist-info/licenses/LICENSE", Evil)
        );
        Describe(folders["wheels"]);

        var run = await folders.BuildAsync("hostile", "--allow-broken", "hostile");

        run.ExitCode.ShouldBe(0, run.Error);
        (run.Output + run.Error).ShouldNotContain('\u001b');
        foreach (var name in Directory.EnumerateFiles(folders["out/x"], "*.json"))
        {
            JsonDocument.Parse(await File.ReadAllBytesAsync(name)).Dispose();
        }

        new FileInfo(folders.OfRun(RunFiles.Report)).Length.ShouldBeLessThan(1_000_000);
        ReportSums.ShouldAgree(folders["out/x"], run.Output);
        await using var view = await browser.OpenAsync(folders.OfRun(RunFiles.Report));
        (await view.Page.EvaluateAsync<bool>("() => 'harmed' in window")).ShouldBeFalse();
        (await view.Page.Locator("img").CountAsync()).ShouldBe(0);
        view.Problems.ShouldBeEmpty();
    }

    /// <summary>A description of ten megabytes, and a licence that is none.</summary>
    private static void Describe(string wheels)
    {
        var path = Directory.EnumerateFiles(wheels, "hostile*").Single();
        using var zip = System.IO.Compression.ZipFile.Open(path, System.IO.Compression.ZipArchiveMode.Update);
        zip.GetEntry("hostile-1.0.dist-info/METADATA")!.Delete();
        using var metadata = new StreamWriter(zip.CreateEntry("hostile-1.0.dist-info/METADATA").Open(), new UTF8Encoding(false));
        metadata.Write($"Metadata-Version: 2.1\nName: hostile\nVersion: 1.0\nLicense: {Evil}\nSummary: {Evil}\n\n");
        for (var i = 0; i < 10_000_000 / Evil.Length; i++)
        {
            metadata.Write(Evil);
        }
    }
}
