using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;

namespace LayerPipeline.Cli.Steps;

/// <summary>Probe raw: imports and runs the packages as pip left them; where they can't run here, it reads and compiles their sources.</summary>
internal sealed class ProbeRawStep : ILocalStep
{
    /// <inheritdoc />
    public PipelineStep Step => PipelineSteps.ProbeRaw;

    /// <inheritdoc />
    public async Task<StepOutcome> RunAsync(LocalRun run, Action<string> progress, CancellationToken cancellationToken)
    {
        var shown = new TwoTexts(progress);
        run.ShowPacking = run.Packing is null ? null : shown.Second;
        var probing = ProbeAsync(run, shown.First, cancellationToken);
        await Task.WhenAll(probing, run.Packing ?? Task.CompletedTask);
        run.ShowPacking = null;
        var baseline = await probing;
        var packed = run.Packing is { } packing ? $"{await packing:N0} bytes in {RunFiles.Raw}; " : "";
        run.Packing = null;
        return run.Interpreter.WhyUnproven is null
            ? new StepOutcome(packed + ProbeCounts.Of(baseline))
            {
                Warnings = [.. FailingProbes(baseline, run.Plan.ProbeArguments.ProvidedModules)],
            }
            : new StepOutcome($"{packed}nothing run; imports of {Plural.Of(baseline.Imports.Count, "source")} read");
    }

    private static async Task<ProbeReport> ProbeAsync(LocalRun run, Action<string> progress, CancellationToken cancellationToken)
    {
        var tree = Directory.Exists(run.RawTree) ? run.RawTree : await run.UnpackAsync(RunFiles.Raw, "raw", cancellationToken);
        var probe = new LocalProbe(run.Interpreter.Interpreter, run.Scratch);
        var place = probe.Place(tree);
        var packed = Path.Combine(run.Scratch, "packed");
        var arguments = run.Interpreter.WhyUnproven is null
            ? ProbeArguments.OfBaseline(run.Plan.ProbeArguments, place)
            : ProbeArguments.OfStatic(run.Plan.ProbeArguments, place);
        var marking = MarkAsync(run.Packing ?? Task.CompletedTask, packed);
        ProbeReport report;
        try
        {
            report = await probe.RunAsync(arguments with { WatchAfter = packed }, cancellationToken, progress);
        }
        finally
        {
            await marking;
        }

        await run.Files.WriteJsonAsync(RunFiles.Baseline, report, ProbingJson.Default.ProbeReport, cancellationToken);
        if (run.Plan.Request.Bytecode != BytecodeMode.None)
        {
            await PackBytecodeAsync(run, probe.Bytecode, cancellationToken);
        }

        return report;
    }

    /// <summary>Says to the probe that nobody else reads the tree any more, also where packing has failed: its caller learns that.</summary>
    private static async Task MarkAsync(Task packing, string path)
    {
        await packing.ContinueWith(_ => { }, TaskScheduler.Default);
        await File.WriteAllBytesAsync(path, [], CancellationToken.None);
    }

    private static async Task PackBytecodeAsync(LocalRun run, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await using var bytecode = await run.Files.CreateAsync(RunFiles.Bytecode, cancellationToken);
        await FolderArchive.PackAsync(folder, LayerTree.Prefix, bytecode.Content, cancellationToken);
        await bytecode.CommitAsync(cancellationToken);
    }

    /// <summary>A probe of the request that fails before anything is removed proves nothing; most often it is misspelt.</summary>
    private static IEnumerable<string> FailingProbes(ProbeReport baseline, IReadOnlyList<string> leftToRuntime) =>
        baseline
            .Behaviours.Where(behaviour => !behaviour.Ok && behaviour.IsOfRequest && !behaviour.Lacks(leftToRuntime))
            .Select(probe =>
                $"probes: number {probe.Id[ProbeResult.RequestPrefix.Length..]} already fails on the untouched packages, so it proves nothing: "
                + probe.Reason
            );
}
