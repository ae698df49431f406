using LayerPipeline.Checking;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Pipeline;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Cli.Steps;

/// <summary>Check: asks every gate.</summary>
internal sealed class CheckLayerStep : ILocalStep
{
    /// <inheritdoc />
    public PipelineStep Step => PipelineSteps.Check;

    /// <inheritdoc />
    /// <exception cref="BudgetExceededException">The layer is too large.</exception>
    /// <exception cref="LayerRefusedException">Another gate failed.</exception>
    public async Task<StepOutcome> RunAsync(LocalRun run, Action<string> progress, CancellationToken cancellationToken)
    {
        var check = await CheckStep.RunAsync(run.Files, cancellationToken);
        check.ThrowIfFailed();
        return new StepOutcome($"{check.Gates.Count} gates, none failed")
        {
            Warnings =
            [
                .. check
                    .Gates.Where(gate => gate is { Topic: GateSubject.Libraries or GateSubject.Neighbours, Status: GateStatus.Warn })
                    .Select(gate => gate.Message),
            ],
        };
    }
}
