using LayerPipeline.Cli.Output;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Judging;
using LayerPipeline.Pipeline;

namespace LayerPipeline.Cli.Steps;

/// <summary>Judge: compares the layer with the untouched packages.</summary>
internal sealed class JudgeLayerStep : ILocalStep
{
    /// <inheritdoc />
    public PipelineStep Step => PipelineSteps.Judge;

    /// <inheritdoc />
    /// <exception cref="ImportRegressionException">What worked before fails, and can't be repaired.</exception>
    public async Task<StepOutcome> RunAsync(LocalRun run, Action<string> progress, CancellationToken cancellationToken)
    {
        var judgement = await JudgeStep.RunAsync(run.Files, TrialsOf(run, progress), cancellationToken);
        return judgement.Verdict switch
        {
            Verdict.Stop => throw ImportRegressionException.Of(judgement),
            Verdict.Repair => new StepOutcome(Describe(judgement)) { Warnings = NotComparable(judgement.NotComparable), Repair = true },
            _ => new StepOutcome("no regressions: record") { Warnings = NotComparable(judgement.NotComparable) },
        };
    }

    private static IReadOnlyList<string> NotComparable(IReadOnlyList<string> behaviours) =>
        behaviours.Count == 0
            ? []
            :
            [
                $"the numbers of {Plural.Of(behaviours.Count, "behaviour")} are not comparable: the baseline was made on a processor with different "
                    + $"features; probe raw and layer on one machine to prove them ({string.Join(", ", behaviours.Take(3))}"
                    + $"{(behaviours.Count > 3 ? ", ..." : "")})",
            ];

    /// <summary>Only where the layer was probed just now is it there to be tried: as a step of its own, Judge reads files.</summary>
    private static LayerTrials? TrialsOf(LocalRun run, Action<string> progress) =>
        run.Choice is { WhyUnproven: null } && Directory.Exists(Path.Combine(run.Scratch, "layer")) ? new LayerTrials(run, progress) : null;

    private static string Describe(Judgement judgement)
    {
        var round = judgement.Log.Rounds[^1];
        var trials = round.Trials > 0 ? $" after {Plural.Of(round.Trials, "trial")}" : "";
        var takenBack = round.TakenBack.Count > 0 ? $", {round.TakenBack.Count} removed again" : "";
        return $"round {judgement.Log.Rounds.Count}: {Plural.Of(round.FailureCount, "regression")}, "
            + $"{Plural.Of(round.Restored.Count, "file")} restored{trials}{takenBack}";
    }
}
