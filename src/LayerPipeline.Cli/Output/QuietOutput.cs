using LayerPipeline.Reporting;

namespace LayerPipeline.Cli.Output;

/// <summary>Nothing but errors; those go to standard error wherever output goes.</summary>
internal sealed class QuietOutput : IBuildOutput
{
    /// <inheritdoc />
    public Task<T> StepAsync<T>(string name, Func<Action<string>, Task<T>> work, Func<T, string> describe) => work(_ => { });

    /// <inheritdoc />
    public void Warn(string text) { }

    /// <inheritdoc />
    public void Summarize(BuildSummary summary) { }

    /// <inheritdoc />
    public void Summarize(Verification verification) { }

    /// <inheritdoc />
    public void Summarize(PlanSummary plan) { }

    /// <inheritdoc />
    public void Show(Answer answer) { }

    /// <inheritdoc />
    public void Say(string text) { }
}
