using System.Diagnostics;
using System.Text.Json;
using LayerPipeline.Reporting;

namespace LayerPipeline.Cli.Output;

/// <summary>One JSON object per line: steps and warnings as they come, the result last.</summary>
/// <param name="writer">Where they go.</param>
internal sealed class JsonOutput(TextWriter writer) : IBuildOutput
{
    /// <inheritdoc />
    public async Task<T> StepAsync<T>(string name, Func<Action<string>, Task<T>> work, Func<T, string> describe)
    {
        var clock = Stopwatch.StartNew();
        var result = await work(_ => { });
        Write(
            new OutputLine
            {
                Step = name,
                Detail = describe(result),
                Seconds = Math.Round(clock.Elapsed.TotalSeconds, 3),
            }
        );
        return result;
    }

    /// <inheritdoc />
    public void Warn(string text) => Write(new OutputLine { Warning = text });

    /// <inheritdoc />
    public void Summarize(BuildSummary summary) => Write(new OutputLine { Build = summary });

    /// <inheritdoc />
    public void Summarize(Verification verification) => Write(new OutputLine { Verification = verification });

    /// <inheritdoc />
    public void Summarize(PlanSummary plan) => Write(new OutputLine { Plan = plan });

    /// <inheritdoc />
    public void Show(Answer answer) => Write(answer.Line);

    /// <inheritdoc />
    public void Say(string text) => Write(new OutputLine { Result = text });

    private void Write(OutputLine line) => writer.WriteLine(JsonSerializer.Serialize(line, OutputJson.Default.OutputLine));
}
