using Deque.AxeCore.Playwright;
using LayerPipeline.Comparing;
using LayerPipeline.Reporting;
using Microsoft.Playwright;

namespace LayerPipeline.Cli.Tests.Report;

/// <summary>The page about two layers in a browser, and the part of a build's page about the version before.</summary>
public sealed class ComparisonPageTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_map_shows_the_larger_side_of_each_file_and_either_layer_and_the_difference()
    {
        await using var view = await OpenAsync(Old, New);

        (await view.TotalsAsync()).ShouldBe("old.zip → new.zip: 1,010,000 bytes in 7 files.");
        await view.ChooseAsync("Old");
        (await view.TotalsAsync()).ShouldBe("old.zip → new.zip: 710,000 bytes in 6 files.");
        await view.ChooseAsync("New");
        (await view.TotalsAsync()).ShouldBe("old.zip → new.zip: 760,000 bytes in 5 files.");
        await view.ChooseAsync("Difference");
        (await view.TotalsAsync()).ShouldBe("old.zip → new.zip: 550,000 bytes in 5 files.");
        view.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tile_says_what_became_of_its_file_by_a_mark_too()
    {
        (string Path, string Label, string Words)[] files =
        [
            ("alpha/new.py", "+ new.py", "Only in the new layer"),
            ("alpha/grown.so", "▲ grown.so", "Grown"),
            ("alpha/shrunk.so", "▼ shrunk.so", "Shrunk"),
            ("alpha/other.so", "≠ other.so", "As long as before, with other content"),
            ("alpha/same.so", "same.so", "The same in both"),
            ("gone/gone.so", "− gone.so", "Only in the old layer"),
        ];
        await using var view = await OpenAsync(Old, New);
        var legend = await view.Page.Locator(".legend").InnerTextAsync();
        foreach (var (path, label, words) in files)
        {
            var tile = $"{path.Split('/')[0]}/{path}";

            await view.ClickTileAsync(tile);

            (await view.Page.Locator($"svg.map .tile[data-path='{tile}']").First.GetAttributeAsync("aria-label"))!.ShouldStartWith(label);
            (await view.PanelAsync()).ShouldContain(words);
            legend.ShouldContain(words);
        }
    }

    [Fact]
    public async Task The_tables_say_versions_licences_modules_and_start_up()
    {
        await using var view = await OpenAsync(Old, New);

        var text = await view.Page.Locator("#compared").InnerTextAsync();

        text.ShouldContain("710,000 → 760,000 bytes unzipped (+50,000)");
        text.ShouldContain("Files: 1 added, 2 removed, 3 changed.");
        (await RowAsync(view, "alpha")).ShouldBe([
            "alpha",
            "upgraded",
            "1.0",
            "2.0",
            "610,000",
            "760,000",
            "+150,000",
            "MIT → GPL-3.0-only",
        ]);
        (await RowAsync(view, "gone")).ShouldBe(["gone", "removed", "3.1", "", "100,000", "0", "−100,000", "BSD"]);
        (await RowAsync(view, "alpha/grown.so")).ShouldBe(["alpha/grown.so", "Grown", "100,000", "350,000", "+250,000"]);
        text.ShouldContain("1 module lost, as the probes saw");
        text.ShouldContain("1 module gained, as the probes saw");
        (await view.Page.Locator("#compared details").First.TextContentAsync())!.ShouldContain("gone");
        text.ShouldContain("0.50 s");
        view.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_manifests_a_tile_is_a_distribution()
    {
        await using var view = await OpenAsync(Old with { Files = null }, New with { Files = null });

        (await view.TotalsAsync()).ShouldBe("old.zip → new.zip: 860,000 bytes in 2 files.");
        (await view.Page.Locator("#compared").InnerTextAsync()).ShouldContain("a manifest does not list them");
        view.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_manifests_that_do_not_say_what_distributions_take_the_layer_is_one_tile()
    {
        await using var view = await OpenAsync(
            Old with
            {
                Source = "old/manifest.json",
                Files = null,
                Distributions = [new("alpha", "1", "MIT", null)],
            },
            New with
            {
                Source = "new/manifest.json",
                Files = null,
                Distributions = [new("alpha", "2", "MIT", null)],
            }
        );

        (await view.TotalsAsync()).ShouldBe("old/manifest.json → new/manifest.json: 760,000 bytes in 1 file.");
        (await RowAsync(view, "alpha")).ShouldBe(["alpha", "upgraded", "1", "2"]);
        view.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_build_s_own_page_names_the_version_that_it_is_compared_with()
    {
        const string Before = "arn:aws:lambda:eu-west-1:123456789012:layer:made:7";
        var compared = SnapshotComparer.Compare(Old with { Source = Before }, New).Brief();
        var path = await MadeReport.WriteAsync(_folder, MadeReport.Of(120) with { Compared = compared });
        await using var view = await browser.OpenAsync(path);

        (await view.Page.Locator("#compared h2").InnerTextAsync()).ShouldBe("Compared with version 7");
        (await view.Page.Locator("#compared").InnerTextAsync()).ShouldContain("1 module lost");
        (await view.Page.GetByLabel("Before", new() { Exact = true }).IsCheckedAsync()).ShouldBeTrue("the map is the layer's own");
        view.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Foreign_names_are_only_text()
    {
        const string Evil = "</script><img src=x onerror='window.harmed=1'>\u202Egnp\u001b[2J";
        var old = Old with { Source = Evil, Distributions = [new(Evil, Evil, Evil, 5)], Modules = [Evil] };
        var now = New with { Files = [new($"python/{Evil}", 100_000, 1, Evil)], Distributions = [new(Evil, Evil + "2", "MIT", 9)] };
        await using var view = await OpenAsync(old, now);

        (await view.Page.EvaluateAsync<bool>("() => 'harmed' in window")).ShouldBeFalse();
        (await view.Page.Locator("img").CountAsync()).ShouldBe(0);
        (await File.ReadAllTextAsync(_folder["report.html"])).ShouldNotContain("\u202E");
        view.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1300)]
    [InlineData(400)]
    public async Task Nothing_is_wider_than_the_window(int width)
    {
        await using var view = await OpenAsync(Old, New, width);

        (await view.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
    }

    [Fact]
    public async Task Forty_thousand_files_fit_into_three_megabytes_and_sums_stay_exact()
    {
        Assert.SkipUnless(Effort.IsLong, "LAYERPIPELINE_LONG is not 1: it makes and reads a large page");
        var old = Many("old", 0);
        var now = Many("new", 10_000);
        await using var view = await OpenAsync(old, now);

        new FileInfo(_folder["report.html"]).Length.ShouldBeLessThan(3_000_000);
        await view.ChooseAsync("New");
        (await view.TotalsAsync()).ShouldContain($"{now.Bytes:N0} bytes in 30,000 files");
        view.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1300, ColorScheme.Light)]
    [InlineData(1300, ColorScheme.Dark)]
    [InlineData(400, ColorScheme.Light)]
    public async Task Axe_finds_nothing_serious(int width, ColorScheme scheme)
    {
        Assert.SkipUnless(Effort.IsLong, "LAYERPIPELINE_LONG is not 1: each look takes axe seconds");
        await using var view = await browser.OpenAsync(await WriteAsync(Old, New), width, scheme, isForeignScriptAllowed: true);
        await view.SearchAsync("grown");
        await view.Page.Locator(".matches").GetByRole(AriaRole.Button).First.ClickAsync();

        var found = await view.Page.RunAxe();

        found
            .Violations.Where(violation => violation.Impact is "serious" or "critical")
            .SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}"))
            .ShouldBeEmpty();
    }

    private static LayerSnapshot Old { get; } =
        new()
        {
            Source = "layers/old.zip",
            Bytes = 710_000,
            ZipBytes = 300_000,
            Python = "3.13",
            Architecture = "x86_64",
            Distributions = [new("alpha", "1.0", "MIT", 610_000), new("gone", "3.1", "BSD", 100_000)],
            Files =
            [
                Entry("alpha/same.so", 100_000),
                Entry("alpha/other.so", 150_000, crc: 7),
                Entry("alpha/grown.so", 100_000),
                Entry("alpha/shrunk.so", 210_000),
                Entry("alpha/old.py", 50_000),
                Entry("gone/gone.so", 100_000),
            ],
            Modules = ["alpha", "gone"],
            ModulesWereImported = true,
            Startup = new Dictionary<string, double> { ["alpha"] = 0.5 },
        };

    private static LayerSnapshot New { get; } =
        Old with
        {
            Source = "layers/new.zip",
            Bytes = 760_000,
            Distributions = [new("alpha", "2.0", "GPL-3.0-only", 760_000)],
            Files =
            [
                Entry("alpha/same.so", 100_000),
                Entry("alpha/other.so", 150_000, crc: 8),
                Entry("alpha/grown.so", 350_000),
                Entry("alpha/shrunk.so", 110_000),
                Entry("alpha/new.py", 50_000),
            ],
            Modules = ["alpha", "alpha.new"],
            Startup = new Dictionary<string, double> { ["alpha"] = 0.25 },
        };

    private static SnapshotFile Entry(string path, long bytes, uint crc = 1) =>
        new($"python/{path}", bytes, crc, path.Split('/')[0]) { Zipped = bytes / 2 };

    private static LayerSnapshot Many(string source, int from)
    {
        List<SnapshotFile> files =
        [
            .. Enumerable
                .Range(from, 30_000)
                .Select(i => Entry($"package_{i % 40}/folder_{i % 700}/module_number_{i}.py", 100 + (i * 7919 % 9000) + from % 7)),
        ];
        return new LayerSnapshot
        {
            Source = source,
            Bytes = files.Sum(file => file.Bytes),
            Distributions = [],
            Files = files,
            Modules = [.. files.Select(file => file.Path)],
        };
    }

    private static async Task<string[]> RowAsync(ReportView view, string name)
    {
        var row = view.Page.Locator("#compared tbody tr").Filter(new() { Has = view.Page.GetByText(name, new() { Exact = true }) }).First;
        return [.. (await row.Locator("th, td").AllInnerTextsAsync()).Select(text => text.Trim())];
    }

    private async Task<string> WriteAsync(LayerSnapshot old, LayerSnapshot now)
    {
        await using var stream = File.Create(_folder["report.html"]);
        await ComparisonReport.WriteAsync(stream, old, now, CancellationToken.None);
        return _folder["report.html"];
    }

    private async Task<ReportView> OpenAsync(LayerSnapshot old, LayerSnapshot now, int width = 1300) =>
        await browser.OpenAsync(await WriteAsync(old, now), width);
}
