using LayerPipeline.Pipeline;

namespace LayerPipeline.Cli.Building.Steps;

/// <summary>How a step of the pipeline is carried out on this machine, and what it says.</summary>
internal interface ILocalStep
{
    /// <summary>The step.</summary>
    PipelineStep Step { get; }

    /// <summary>Reads the step's files of the run and writes the step's files of the run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="progress">Takes what is shown while the step runs.</param>
    /// <param name="cancellationToken">Stops the step.</param>
    /// <returns>What it says.</returns>
    Task<StepOutcome> RunAsync(LocalRun run, Action<string> progress, CancellationToken cancellationToken);
}
