using System.Text.Json;
using Amazon.Lambda.Core;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Functions.Failures;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Storage;
using LayerPipeline.Judging;
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

        var candidate = await ReadCandidateAsync(input, step.Limit);
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

    private async Task<ProbeReport> ReadCandidateAsync(JudgeInput input, CancellationToken cancellationToken)
    {
        var slices = new List<ProbeReport>();
        for (var index = 0; index < input.Slices; index++)
        {
            slices.Add(await ReadSliceAsync(BucketKeys.Run(input.Run) + RunFiles.CandidateSlice(input.Round, index), cancellationToken));
        }

        return ProbeReport.Merge(slices);
    }

    private async Task<ProbeReport> ReadSliceAsync(string key, CancellationToken cancellationToken)
    {
        var file =
            await bucket.TryReadAsync(key, cancellationToken)
            ?? throw new RunFileException($"{bucket.Address(key)} is missing. The state machine writes it after it has probed the slice.");
        try
        {
            var slice = JsonSerializer.Deserialize(file.Content.Span, FunctionsJson.Default.SliceReport)!;
            return JsonSerializer.Deserialize(GzipBase64.Unpack(slice.Report).Span, ProbingJson.Default.ProbeReport)!;
        }
        catch (JsonException e)
        {
            throw new ProbeFailedException($"{bucket.Address(key)} is not a report: {e.Message}", e);
        }
    }
}
