using Microsoft.Playwright;

namespace LayerPipeline.Cli.Tests.Report;

/// <summary>Chromium without a window. Skips the tests where the machine has none: browsers of other makers are not downloaded.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/usr/bin/google-chrome-stable",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Places.FirstOrDefault(File.Exists) is { } program)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(
                new BrowserTypeLaunchOptions
                {
                    ExecutablePath = program,
                    Args =
                    [
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                    ],
                }
            );
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>Opens a report and waits until all of it is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">Width of the window, in pixels.</param>
    /// <param name="scheme">Light or dark.</param>
    /// <param name="isForeignScriptAllowed">Whether the page's own policy is left out, for a tool that looks at the page with a script.</param>
    internal async Task<ReportView> OpenAsync(
        string path,
        int width = 1300,
        ColorScheme scheme = ColorScheme.Light,
        bool isForeignScriptAllowed = false
    )
    {
        Assert.SkipWhen(_browser is null, "there is no Chromium at /usr/bin/chromium; apt-get install chromium brings it");
        var page = await _browser.NewPageAsync(
            new BrowserNewPageOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = 1000 },
                ColorScheme = scheme,
                BypassCSP = isForeignScriptAllowed,
            }
        );
        var view = new ReportView(page);
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        await page.Locator("#duplicates, #proof, #libraries, #distributions table, #compared p").First.WaitForAsync();
        return view;
    }
}
