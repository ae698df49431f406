using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using LayerPipeline.Cli.Tests.Report;
using LayerPipeline.Pipeline;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Reporting.Page;
using Microsoft.Playwright;

namespace LayerPipeline.Cli.Tests.RealWheels;

/// <summary>report.html of real packages: its sums, and what a reader finds in it.</summary>
[Collection(RealWheelsGroup.Name)]
[Trait("Category", "RealWheels")]
public sealed class RealReportTests(RealSets sets, Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData("seed", "3.10")]
    [InlineData("trap", "3.10")]
    [InlineData("modern", "3.13")]
    [InlineData("small", "3.13")]
    public async Task The_sums_of_report_summary_decisions_manifest_and_archives_agree(string set, string python)
    {
        var build = await sets.BuildAsync(set, python);

        ReportSums.ShouldAgree(build.Folder, build.Run.Output);
    }

    [Fact]
    public async Task A_reader_of_a_real_report_finds_what_the_decisions_say()
    {
        var build = await sets.BuildAsync("modern", "3.13");
        var entries = build.Pruned.Entries;
        await using var view = await browser.OpenAsync(build[RunFiles.Report]);

        await view.ClickTileAsync("scipy");
        ReportView.FirstNumber((await view.TotalsAsync())[5..]).ShouldBe(SumOf("scipy", entry => entry.Bytes));
        await view.SearchAsync("openblas");
        var found = entries.Where(entry => entry.Path.Contains("openblas", StringComparison.OrdinalIgnoreCase)).ToList();
        (await view.FoundAsync()).ShouldContain($"{found.Sum(entry => entry.Bytes):N0} bytes");
        await view.ChooseAsync("Removed");
        ReportView
            .FirstNumber((await view.TotalsAsync())[5..])
            .ShouldBe(SumOf("scipy", entry => Math.Max(0, entry.Bytes - entry.BytesAfter)));

        await view.SearchAsync("stats/_page_trend_test.py");
        await view.ChooseAsync("Layer");
        await view.Page.Locator(".matches").GetByRole(AriaRole.Button).First.ClickAsync();
        var panel = await view.PanelAsync();
        panel.ShouldContain("imported at module level by scipy/stats/__init__.py");
        panel.ShouldMatch(@"Imported by scipy/stats/__init__\.py, line \d+");
        panel.ShouldMatch(@", which behaviour \S+ used");

        await view.SearchAsync("");
        await view.ChooseAsync("Start-up time");
        (await view.TotalsAsync()).ShouldContain(" ms in ");
        await view.TickAsync("scipy ");
        var scipy = build.Pruned.Distributions.Single(each => each.Distribution == "scipy");
        ReportView.FirstNumber(await view.BudgetAsync()).ShouldBe(build.Pruned.BytesAfter - scipy.BytesAfter);
        view.Problems.ShouldBeEmpty();

        long SumOf(string distribution, Func<EntryDecision, long> value) =>
            entries.Where(entry => entry.Distribution == distribution).Sum(value);
    }
}
