using System.Diagnostics;
using LayerPipeline.Reporting;
using Spectre.Console;

namespace LayerPipeline.Cli.Output;

/// <summary>Plain lines, for logs and pipes.</summary>
/// <param name="console">Where they go.</param>
internal sealed class PlainOutput(IAnsiConsole console) : IBuildOutput
{
    /// <inheritdoc />
    public async Task<T> StepAsync<T>(string name, Func<Action<string>, Task<T>> work, Func<T, string> describe)
    {
        var clock = Stopwatch.StartNew();
        var result = await work(_ => { });
        // One line of a log each, however long: the console would break it at a width that a file does not have.
        await console.Profile.Out.Writer.WriteLineAsync(
            $"{name, -11} {TerminalText.Of(describe(result))} ({clock.Elapsed.TotalSeconds:0.0} s)"
        );
        return result;
    }

    /// <inheritdoc />
    public void Warn(string text) => console.MarkupLineInterpolated($"[yellow]warning:[/] {text}");

    /// <inheritdoc />
    public void Summarize(BuildSummary summary) => SummaryTables.Write(console, summary);

    /// <inheritdoc />
    public void Summarize(Verification verification) => VerificationTables.Write(console, verification);

    /// <inheritdoc />
    public void Summarize(PlanSummary plan) => PlanTable.Write(console, plan);

    /// <inheritdoc />
    public void Show(Answer answer) => SectionTables.Write(console, answer.Sections);

    /// <inheritdoc />
    public void Say(string text) => console.Profile.Out.Writer.WriteLine(TerminalText.Of(text));
}
