using System.Globalization;
using Microsoft.Playwright;

namespace LayerPipeline.Cli.Tests.Report;

/// <summary>A report in a browser, with what a reader does there.</summary>
internal sealed class ReportView : IAsyncDisposable
{
    public ReportView(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Problems.Add($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => Problems.Add($"error: {error}");
        page.Request += (_, request) =>
        {
            if (!request.IsNavigationRequest && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                Problems.Add($"request: {request.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings on the console, and requests beside that for the page.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>What the line above the map says.</summary>
    public Task<string> TotalsAsync() => Page.Locator(".totals").InnerTextAsync();

    public Task<string> FoundAsync() => Page.Locator(".found").InnerTextAsync();

    public Task<string> PanelAsync() => Page.Locator(".panel").InnerTextAsync();

    public Task<string> BudgetAsync() => Page.Locator(".bar-text").InnerTextAsync();

    public Task<string> BrokenAsync() => Page.Locator(".broken").InnerTextAsync();

    public Task ChooseAsync(string label) => Page.GetByLabel(label, new() { Exact = true }).CheckAsync();

    public Task SearchAsync(string text) => Page.GetByLabel("Search paths").FillAsync(text);

    /// <summary>Clicks a tile by the path that its name begins with.</summary>
    public Task ClickTileAsync(string path) =>
        Page.Locator($"svg.map .tile[data-path='{path}']")
            .First.ClickAsync(
                new()
                {
                    Position = new() { X = 6, Y = 6 },
                }
            );

    /// <summary>Clicks a name in the list of what is in the folder that is shown.</summary>
    public Task ClickContentAsync(string name) =>
        Page.Locator(".contents").GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

    public async Task TickAsync(string name)
    {
        await Page.Locator(".what-if").EvaluateAsync("each => { each.open = true; }");
        await Page.Locator(".what-if").GetByLabel(name).First.CheckAsync();
    }

    /// <summary>The first number in a text, such as 1,234.</summary>
    public static long FirstNumber(string text) =>
        long.Parse(
            new string([.. text.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(c => char.IsAsciiDigit(c) || c == ',')]),
            NumberStyles.AllowThousands,
            CultureInfo.InvariantCulture
        );

    /// <summary>Milliseconds from an action in the page until the next frame is drawn; the best of some, since the machine has other work.</summary>
    public async Task<double> BestOfAsync(string action, int times = 3)
    {
        var best = double.MaxValue;
        for (var i = 0; i < times; i++)
        {
            best = Math.Min(
                best,
                await Page.EvaluateAsync<double>(
                    $$"""
                    async () => {
                      const start = performance.now();
                      {{action}};
                      await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
                      return performance.now() - start;
                    }
                    """
                )
            );
        }

        return best;
    }

    public async ValueTask DisposeAsync() => await Page.CloseAsync();
}
