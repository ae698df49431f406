using System.Text.Json;
using Amazon.Lambda.Core;
using LayerPipeline.Checking;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Storage;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;

namespace LayerPipeline.Functions.Handlers;

/// <summary>Check: asks every gate, and says how the layer is to be probed.</summary>
/// <param name="bucket">The pipeline's bucket.</param>
public sealed class CheckFunction(IBucket bucket)
{
    /// <summary>As Lambda makes it.</summary>
    public CheckFunction()
        : this(FunctionSettings.Bucket) { }

    /// <summary>Checks.</summary>
    /// <param name="input">The run, and how many combinations there are.</param>
    /// <param name="context">Of the invocation.</param>
    /// <returns>The probe's arguments and slices.</returns>
    /// <exception cref="BudgetExceededException">The layer is too large.</exception>
    /// <exception cref="LayerRefusedException">Another gate failed.</exception>
    public async Task<CheckOutput> HandleAsync(CheckInput input, ILambdaContext context)
    {
        using var step = new Invocation("Check", context);
        var run = bucket.Run(input.Run, ExpectedETags.Read(input.Pins));
        var plan = await run.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, step.Limit);
        var baseline = await run.ReadJsonAsync(RunFiles.Baseline, ProbingJson.Default.ProbeReport, step.Limit);
        var report = await CheckStep.RunAsync(run, plan, baseline, step.Limit);
        step.Log(input.Run, input.Round, report.Bytes);
        report.ThrowIfFailed();

        var pruned = await run.ReadJsonAsync(RunFiles.Prune, PruningJson.Default.PruneReport, step.Limit);
        var function = new ThrowawayFunction(pruned.Cold);
        var arguments = ProbeArguments.OfCandidate(plan.ProbeArguments, baseline, function.Place);
        return new CheckOutput
        {
            Bytes = report.Bytes,
            Arguments = GzipBase64.Pack(JsonSerializer.SerializeToUtf8Bytes(arguments, ProbingJson.Default.ProbeArguments)),
            Slices = function.Slices(baseline, plan.ProbeArguments, input.Combinations),
            TemporaryMegabytes = function.TemporaryMegabytes,
        };
    }
}
