using System.Text.Json;
using Amazon.Lambda.Core;
using LayerPipeline.Checking;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Storage;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Probing;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Functions.Handlers;

/// <summary>Check: asks every gate, and says how the layer is to be probed.</summary>
/// <param name="bucket">The pipeline's bucket.</param>
public sealed class CheckFunction(IBucket bucket)
{
    /// <summary>Slices of one probe, of all combinations together: each writes 12 events in each of six rounds, of an execution's 25,000.</summary>
    internal const int MostSlices = 40;

    /// <summary>Seconds of the baseline's work in one slice: a layer without bytecode takes up to three times as long, of 900 s.</summary>
    private const double SecondsASlice = 200;

    /// <summary>Modules and behaviours in one slice: if each fails with the longest message, the packed report fits into a state.</summary>
    private const int ItemsASlice = 1000;

    /// <summary>Where Lambda unpacks a layer, and what can be written there; the entry point knows better if that differs.</summary>
    private static readonly ProbePlace Throwaway = new("/opt/python", "/tmp/probe") { IsRuntime = true };

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

        var arguments = ProbeArguments.OfCandidate(plan.ProbeArguments, baseline, Throwaway);
        return new CheckOutput
        {
            Bytes = report.Bytes,
            Arguments = GzipBase64.Pack(JsonSerializer.SerializeToUtf8Bytes(arguments, ProbingJson.Default.ProbeArguments)),
            Slices = Slices(baseline, plan.ProbeArguments.LazyImports ? 2 : 1, Math.Max(1, MostSlices / Math.Max(1, input.Combinations))),
        };
    }

    private static List<ProbeSliceInput> Slices(ProbeReport baseline, int runs, int most)
    {
        var items = baseline.Modules.Count + (runs * baseline.Behaviours.Count);
        var seconds = baseline.Modules.Sum(result => result.Seconds) + (runs * baseline.Behaviours.Sum(result => result.Seconds));
        var count = (int)Math.Clamp(Math.Ceiling(Math.Max(seconds / SecondsASlice, (double)items / ItemsASlice)), 1, most);
        return [.. Enumerable.Range(0, count).Select(index => new ProbeSliceInput { Index = index, Count = count })];
    }
}
