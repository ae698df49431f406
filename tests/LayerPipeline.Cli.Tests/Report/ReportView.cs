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

    /// <summary>
    /// Milliseconds that the page's main thread works, whatever else the machine does meanwhile, for an action and for all that it leads
    /// to until the next frame is drawn.
    /// </summary>
    /// <param name="action">What is done with the page.</param>
    public async Task<double> WorkOfAsync(Func<IPage, Task> action)
    {
        var session = await Page.Context.NewCDPSessionAsync(Page);
        await session.SendAsync("Performance.enable", new Dictionary<string, object> { ["timeDomain"] = "threadTicks" });
        var before = await WorkAsync(session);
        await action(Page);
        await Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))");
        var after = await WorkAsync(session);
        await session.DetachAsync();
        return (after - before) * 1000;
    }

    private static async Task<double> WorkAsync(ICDPSession session)
    {
        var answer = await session.SendAsync("Performance.getMetrics");
        return answer!
            .Value.GetProperty("metrics")
            .EnumerateArray()
            .Single(metric => metric.GetProperty("name").GetString() == "TaskDuration")
            .GetProperty("value")
            .GetDouble();
    }

    public async ValueTask DisposeAsync() => await Page.CloseAsync();
}
