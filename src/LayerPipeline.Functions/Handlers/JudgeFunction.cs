using Amazon.Lambda.Core;
using LayerPipeline.Functions.Failures;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Storage;
using LayerPipeline.Judging;
using LayerPipeline.Measuring;
using LayerPipeline.Pipeline;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Restoring;

namespace LayerPipeline.Functions.Handlers;

/// <summary>Judge: puts the slices' reports together and compares the layer with the untouched packages.</summary>
/// <param name="bucket">The pipeline's bucket.</param>
public sealed class JudgeFunction(IBucket bucket)
{
    /// <summary>As Lambda makes it.</summary>
    public JudgeFunction()
        : this(FunctionSettings.Bucket) { }

    /// <summary>Judges.</summary>
    /// <param name="input">The run and how many slices were probed.</param>
    /// <param name="context">Of the invocation.</param>
    /// <returns>Publish or repair.</returns>
    /// <exception cref="ImportRegressionException">What worked before fails, and can't be repaired.</exception>
    /// <exception cref="ProbeFailedException">A slice's report can't be read.</exception>
    public async Task<JudgeOutput> HandleAsync(JudgeInput input, ILambdaContext context)
    {
        using var step = new Invocation("Judge", context);
        var run = bucket.Run(input.Run, ExpectedETags.Read(input.Pins));
        var log = await run.TryReadJsonAsync(RunFiles.Repair, PruningJson.Default.RepairLog, step.Limit);
        if (log is not null && log.Rounds.Count > input.Round)
        {
            // This round was judged, but the answer did not arrive.
            return new JudgeOutput { Verdict = "repair", Regressions = log.Rounds[^1].FailureCount };
        }

        var candidate = await ReadCandidateAsync(input, run, step.Limit);
        await run.WriteJsonAsync(RunFiles.Candidate, candidate, ProbingJson.Default.ProbeReport, step.Limit);
        var judgement = await JudgeStep.RunAsync(run, step.Limit);
        step.Log(input.Run, input.Round);
        return judgement.Verdict == Verdict.Stop
            ? throw ImportRegressionException.Of(judgement)
            : new JudgeOutput
            {
                Verdict = judgement.Verdict == Verdict.Publish ? "publish" : "repair",
                Regressions = judgement.Regressions.Count,
                NotComparable = judgement.NotComparable.Count,
            };
    }

    private async Task<ProbeReport> ReadCandidateAsync(JudgeInput input, IRunStore run, CancellationToken cancellationToken)
    {
        var slices = new ProbedSlices(bucket, input);
        var pruned = await run.ReadJsonAsync(RunFiles.Prune, PruningJson.Default.PruneReport, cancellationToken);
        if (pruned.Cold is null)
        {
            return await slices.ReadAsync(0, input.Slices, cancellationToken);
        }

        var (report, costs) = await slices.ReadBothAsync(cancellationToken);
        await run.WriteJsonAsync(RunFiles.Cold, costs, MeasuringJson.Default.ColdCosts, cancellationToken);
        return report;
    }
}
