using Amazon.StepFunctions;
using LayerPipeline.Cli.Steps;
using LayerPipeline.Executions;

namespace LayerPipeline.Cli.Verbs;

/// <summary>Shows how many steps of an execution are done, and for how long it was waited; how long it will take, nobody knows.</summary>
/// <param name="history">Counts the steps.</param>
/// <param name="clock">The clock.</param>
/// <param name="progress">Takes the text.</param>
internal sealed class StepsWatched(ExecutionHistory history, TimeProvider clock, Action<string> progress)
{
    private readonly long _start = clock.GetTimestamp();
    private bool _isRefused;

    /// <summary>Looks and shows.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task ShowAsync(CancellationToken cancellationToken)
    {
        var waited = $"{clock.GetElapsedTime(_start).TotalSeconds:N0} s";
        if (_isRefused)
        {
            progress(waited);
            return;
        }

        try
        {
            var steps = await history.LookAsync(cancellationToken);
            progress(
                $"{WorkDone.Bar(steps.Done, steps.Total)} {steps.Done} of {steps.Total} steps, {waited}{(steps.Latest is { } last ? $", after {last}" : "")}"
            );
        }
        catch (AmazonStepFunctionsException)
        {
            // Who may describe an execution may still not be allowed to read its events; that is no reason not to wait for it.
            _isRefused = true;
            progress(waited);
        }
    }
}
