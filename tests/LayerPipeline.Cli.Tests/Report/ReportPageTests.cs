using Deque.AxeCore.Playwright;
using LayerPipeline.Reporting.Page;
using Microsoft.Playwright;

namespace LayerPipeline.Cli.Tests.Report;

/// <summary>report.html in a browser, with made data.</summary>
public sealed class ReportPageTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_reader_looks_into_folders_searches_and_switches_and_the_sums_follow()
    {
        var data = MadeReport.Of(200);
        await using var view = await OpenAsync(data);

        ReportView.FirstNumber(await view.TotalsAsync()).ShouldBe(data.Bytes);
        await view.ClickTileAsync("alpha");
        (await view.TotalsAsync()).ShouldStartWith("alpha: 10,269,000 bytes in 8 files");
        await view.SearchAsync("OPENBLAS");
        (await view.FoundAsync()).ShouldStartWith("1 file, 9,000,000 bytes, ");
        await view.ChooseAsync("Removed");
        (await view.FoundAsync()).ShouldStartWith("1 file, 1,000,000 bytes, ");
        await view.SearchAsync("");
        ReportView.FirstNumber(await view.TotalsAsync()).ShouldBe(1_540_000);
        await view.ChooseAsync("Layer");
        ReportView.FirstNumber(await view.TotalsAsync()).ShouldBe(10_269_000 - 1_540_000 + 6000);
        await view.ChooseAsync("Zipped bytes");
        (await view.TotalsAsync()).ShouldStartWith("alpha: 2,744,998 bytes in ");
        await view.ChooseAsync("Start-up time");
        (await view.TotalsAsync()).ShouldStartWith("alpha: 20.0 ms in ");
        view.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_says_why_it_is_kept_along_who_imports_it_to_a_behaviour()
    {
        await using var view = await OpenAsync(MadeReport.Of(200));

        await view.SearchAsync("page_test");
        await view.Page.Locator(".matches").GetByRole(AriaRole.Button).First.ClickAsync();

        var panel = await view.PanelAsync();
        panel.ShouldContain("alpha/stats/page_test.py");
        panel.ShouldContain("imported at module level by alpha/stats/__init__.py");
        panel.ShouldContain("a package's own tests");
        panel.ShouldContain("Imported by alpha/stats/__init__.py, line 12, which behaviour alpha/arrays used");
        panel.ShouldContain("Imports 1 file");
        await view.Page.Locator(".chain").GetByRole(AriaRole.Button).First.ClickAsync();
        (await view.Page.Locator(".panel h3").InnerTextAsync()).ShouldBe("alpha/stats/__init__.py");
        (await view.Page.Locator(".tile[aria-pressed=true]").CountAsync()).ShouldBe(1);
        view.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_if_moves_the_sum_at_once_and_says_what_would_break()
    {
        var data = MadeReport.Of(200);
        await using var view = await OpenAsync(data);

        await view.TickAsync("alpha-data");
        ReportView.FirstNumber(await view.BudgetAsync()).ShouldBe(data.BytesAfter!.Value - 300_000);
        (await view.BrokenAsync()).ShouldContain("alpha-data: alpha.sample");
        await view.TickAsync("alpha ");

        var alpha = data.Distributions.Single(each => each.Name == "alpha");
        ReportView.FirstNumber(await view.BudgetAsync()).ShouldBe(data.BytesAfter!.Value - alpha.BytesAfter!.Value);
        var broken = await view.BrokenAsync();
        broken.ShouldContain("alpha is required by beta");
        broken.ShouldContain("beta/__init__.py, line 2");
        broken.ShouldContain("alpha/arrays");
    }

    [Fact]
    public async Task The_keyboard_goes_from_tile_to_tile_into_a_folder_and_back()
    {
        await using var view = await OpenAsync(MadeReport.Of(200));
        await view.Page.Locator(".tile[tabindex='0']").FocusAsync();

        await view.Page.Keyboard.PressAsync("Home");
        await view.Page.Keyboard.PressAsync("Enter");
        (await view.TotalsAsync()).ShouldStartWith("alpha: ");
        await view.Page.Keyboard.PressAsync("ArrowDown");
        await view.Page.Keyboard.PressAsync("ArrowDown");
        (await view.Page.EvaluateAsync<string>("() => document.activeElement.getAttribute('data-path')")).ShouldStartWith("alpha/");
        await view.Page.Keyboard.PressAsync("Escape");

        (await view.TotalsAsync()).ShouldStartWith("made: ");
        view.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Twenty_thousand_files_are_drawn_in_a_second_and_a_click_takes_less_than_a_tenth()
    {
        Assert.SkipUnless(Effort.IsLong, "LAYERPIPELINE_LONG is not 1: it looks at a large page again and again");
        var data = MadeReport.Of(20_000);
        await using var view = await OpenAsync(data);

        new FileInfo(_folder["report.html"]).Length.ShouldBeLessThan(3_000_000);
        (await view.WorkOfAsync(page => page.ReloadAsync())).ShouldBeLessThan(1000);
        foreach (
            var action in new[]
            {
                "document.querySelector('.tile.folder').dispatchEvent(new MouseEvent('click', { bubbles: true }))",
                "document.querySelector('.crumbs button').click()",
                "document.querySelector('.tile:not(.folder):not(.many)').dispatchEvent(new MouseEvent('click', { bubbles: true }))",
                "const box = document.getElementById('search'); box.value = 'number_1'; box.dispatchEvent(new Event('input'))",
                "document.querySelector('.matches button').click()",
                "document.querySelector('input[value=removed]').click()",
                "document.querySelector('input[value=zipped]').click()",
                "document.querySelector('input[value=layer]').click()",
                "document.querySelector('.what-if input').click()",
            }
        )
        {
            var wall = 0.0;
            var work = await view.WorkOfAsync(async page => wall = await page.EvaluateAsync<double>(Timed(action)));
            TestContext.Current.TestOutputHelper!.WriteLine($"{work:0} ms of work, {wall:0} ms until the next frame: {action}");
            work.ShouldBeLessThan(100, action);
        }

        view.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1300, ColorScheme.Light)]
    [InlineData(1300, ColorScheme.Dark)]
    [InlineData(400, ColorScheme.Light)]
    public async Task Axe_finds_nothing_serious(int width, ColorScheme scheme)
    {
        Assert.SkipUnless(Effort.IsLong, "LAYERPIPELINE_LONG is not 1: each look takes axe seconds");
        await using var view = await browser.OpenAsync(
            await MadeReport.WriteAsync(_folder, MadeReport.Of(120)),
            width,
            scheme,
            isForeignScriptAllowed: true
        );
        await view.SearchAsync("page_test");
        await view.Page.Locator(".matches").GetByRole(AriaRole.Button).First.ClickAsync();
        await view.TickAsync("alpha-data");

        var found = await view.Page.RunAxe();

        found
            .Violations.Where(violation => violation.Impact is "serious" or "critical")
            .SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}"))
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1300)]
    [InlineData(400)]
    public async Task Nothing_is_wider_than_the_window(int width)
    {
        await using var view = await browser.OpenAsync(await MadeReport.WriteAsync(_folder, MadeReport.Of(120)), width);

        (await view.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
    }

    [Fact]
    public async Task Names_with_markup_control_characters_and_turned_directions_are_only_text()
    {
        const string Evil = "</script><img src=x onerror='window.harmed=1'><b>\u202Egnp.exe\u0007\u001b[2J";
        var made = MadeReport.Of(120);
        var data = made with
        {
            Title = Evil,
            Files = made.Files with
            {
                Name = [.. made.Files.Name.Select((name, i) => i < 3 ? $"{i}{Evil}" : name)],
                Reasons = [.. made.Files.Reasons.Select(_ => Evil)],
                Openers = [.. made.Files.Openers.Select(_ => Evil)],
                Folders = [.. made.Files.Folders.Select(folder => folder + Evil)],
            },
            Distributions =
            [
                .. made.Distributions.Select(each => each with { Version = Evil, License = Evil + new string('x', 10_000_000) }),
            ],
            Unproven = Evil,
            Proven = false,
        };
        await using var view = await OpenAsync(data);

        await view.SearchAsync("img");
        await view.Page.Locator(".matches").GetByRole(AriaRole.Button).First.ClickAsync();

        (await view.Page.EvaluateAsync<bool>("() => 'harmed' in window")).ShouldBeFalse();
        (await view.Page.Locator("img, b, main script").CountAsync()).ShouldBe(0);
        (await view.Page.Locator("h1").InnerTextAsync()).ShouldContain("⟨U+202E⟩gnp.exe⟨U+0007⟩⟨U+001B⟩[2J");
        (await File.ReadAllTextAsync(_folder["report.html"])).ShouldNotContain("\u202E");
        new FileInfo(_folder["report.html"]).Length.ShouldBeLessThan(500_000);
        view.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_archive_without_decisions_is_shown_without_them()
    {
        List<ReportFile> files = [new() { Path = "python/a/__init__.py", Bytes = 10 }, new() { Path = "bin/tool", Bytes = 90 }];
        await using var view = await OpenAsync(
            new ReportData
            {
                Title = "layer.zip",
                Bytes = 100,
                Files = ReportColumns.Of(files),
                Duplicates = [],
            }
        );

        (await view.TotalsAsync()).ShouldBe("layer.zip: 100 bytes in 2 files.");
        (await view.Page.GetByLabel("Removed", new() { Exact = true }).CountAsync()).ShouldBe(0);
        (await view.Page.Locator("#gates, #proof, #rules").CountAsync()).ShouldBe(0);
        view.Problems.ShouldBeEmpty();
    }

    /// <summary>An action, and the milliseconds until the next frame is drawn; these depend on what else the machine does.</summary>
    private static string Timed(string action) =>
        $$"""
            async () => {
              const start = performance.now();
              {{action}};
              await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
              return performance.now() - start;
            }
            """;

    private async Task<ReportView> OpenAsync(ReportData data) => await browser.OpenAsync(await MadeReport.WriteAsync(_folder, data));
}
