using System.Diagnostics;
using LayerPipeline.Reporting;
using Spectre.Console;

namespace LayerPipeline.Cli.Output;

/// <summary>A spinner with what is going on, for people at a terminal; each finished step leaves its line.</summary>
/// <param name="console">The terminal.</param>
internal sealed class LiveOutput(IAnsiConsole console) : IBuildOutput
{
    private readonly PlainOutput _plain = new(console);

    /// <inheritdoc />
    public bool ShowsProgress => true;

    /// <inheritdoc />
    public async Task<T> StepAsync<T>(string name, Func<Action<string>, Task<T>> work, Func<T, string> describe)
    {
        var clock = Stopwatch.StartNew();
        var result = await console
            .Status()
            .Spinner(Spinner.Known.Dots)
            .StartAsync(
                Markup.Escape(name),
                status => work(text => status.Status = $"{Markup.Escape(name)}  [grey]{Markup.Escape(Cut(text))}[/]")
            );
        console.MarkupLineInterpolated($"[green]✓[/] {name, -11} {describe(result)} [grey]({clock.Elapsed.TotalSeconds:0.0} s)[/]");
        return result;
    }

    /// <inheritdoc />
    public void Warn(string text) => _plain.Warn(text);

    /// <inheritdoc />
    public void Summarize(BuildSummary summary) => _plain.Summarize(summary);

    /// <inheritdoc />
    public void Summarize(Verification verification) => _plain.Summarize(verification);

    /// <inheritdoc />
    public void Summarize(PlanSummary plan) => _plain.Summarize(plan);

    /// <inheritdoc />
    public void Show(Answer answer) => _plain.Show(answer);

    /// <inheritdoc />
    public void Say(string text) => _plain.Say(text);

    private string Cut(string text)
    {
        var width = Math.Max(20, console.Profile.Width - 20);
        return text.Length > width ? text[..width] : text;
    }
}
