using LayerPipeline.Reporting;

namespace LayerPipeline.Cli.Output;

/// <summary>How a command tells what it does: for people at a terminal, for logs, for machines, or not at all.</summary>
internal interface IBuildOutput
{
    /// <summary>Whether somebody sees what a step says while it runs.</summary>
    bool ShowsProgress => false;

    /// <summary>Runs one step and shows it.</summary>
    /// <param name="name">The step's name.</param>
    /// <param name="work">The step; what it passes to its argument is shown while it runs.</param>
    /// <param name="describe">What came of it, in words.</param>
    /// <returns>What the step returned.</returns>
    Task<T> StepAsync<T>(string name, Func<Action<string>, Task<T>> work, Func<T, string> describe);

    /// <summary>Says something that stops nothing.</summary>
    /// <param name="text">What a user should know.</param>
    void Warn(string text);

    /// <summary>Says how it ended.</summary>
    /// <param name="summary">What is to be shown.</param>
    void Summarize(BuildSummary summary);

    /// <summary>Shows the answers of gates.</summary>
    /// <param name="verification">What is to be shown.</param>
    void Summarize(Verification verification);

    /// <summary>Shows what a plan understood.</summary>
    /// <param name="plan">What is to be shown.</param>
    void Summarize(PlanSummary plan);

    /// <summary>Shows an answer.</summary>
    /// <param name="answer">What is to be shown.</param>
    void Show(Answer answer);

    /// <summary>Says one line of result, for the verbs that have no table.</summary>
    /// <param name="text">The line.</param>
    void Say(string text);
}
