using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Repairing;

namespace LayerPipeline.Runs;

/// <summary>Judge: reads baseline.json, candidate.json, prune.json and repair.json of a run; writes repair.json.</summary>
public static class JudgeStep
{
    /// <summary>Compares the candidate with the baseline and decides what happens next.</summary>
    /// <param name="run">The run's files.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The judgement; nothing is thrown for a regression.</returns>
    public static async Task<Judgement> RunAsync(IRunStore run, CancellationToken cancellationToken)
    {
        var baseline = await run.ReadJsonAsync(RunFiles.Baseline, PipelineJson.Default.ProbeReport, cancellationToken)
            .ConfigureAwait(false);
        var candidate = await run.ReadJsonAsync(RunFiles.Candidate, PipelineJson.Default.ProbeReport, cancellationToken)
            .ConfigureAwait(false);
        var pruned = await run.ReadJsonAsync(RunFiles.Prune, PipelineJson.Default.PruneReport, cancellationToken).ConfigureAwait(false);
        var log = await run.TryReadJsonAsync(RunFiles.Repair, PipelineJson.Default.RepairLog, cancellationToken).ConfigureAwait(false);

        var regressions = ProbeComparison.Compare(baseline, candidate, DroppedModules.Of(pruned));
        var judgement = Judge.Decide(regressions, pruned, log ?? new RepairLog()) with
        {
            NotComparable = ProbeComparison.NotComparable(baseline, candidate),
        };
        await run.WriteJsonAsync(RunFiles.Repair, judgement.Log, PipelineJson.Default.RepairLog, cancellationToken).ConfigureAwait(false);
        return judgement;
    }
}
