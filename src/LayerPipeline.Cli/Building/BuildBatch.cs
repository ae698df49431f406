using System.Diagnostics;
using LayerPipeline.Cli.Output;
using LayerPipeline.Cli.Steps;
using LayerPipeline.Cli.Verbs;
using LayerPipeline.Local;
using LayerPipeline.Local.Folders;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Reporting;

namespace LayerPipeline.Cli.Building;

/// <summary>Builds the plans of a request one after the other, each into a folder of its own.</summary>
/// <param name="context">The process around it.</param>
/// <param name="switches">What the command line says in addition to the request.</param>
/// <param name="output">How it is shown.</param>
internal sealed class BuildBatch(CliContext context, BuildSwitches switches, IBuildOutput output)
{
    /// <summary>Builds.</summary>
    /// <param name="plans">The plans.</param>
    /// <param name="root">Folder of the only build, or of those of all combinations.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How each ended.</returns>
    /// <exception cref="CommandLineException">A folder holds what no build made; nothing was run.</exception>
    public async Task<IReadOnlyList<BuildSummary>> RunAsync(
        IReadOnlyList<BuildPlan> plans,
        string root,
        CancellationToken cancellationToken
    )
    {
        var builds = plans
            .Select(plan => (Plan: plan, Destination: plans.Count == 1 ? root : Path.Combine(root, RunFolder.NameOf(plan))))
            .ToList();
        // Whatever combination is built at the moment, the folder above belongs to this batch.
        using var held = plans.Count > 1 ? RunLock.Take(root) : null;
        builds.ForEach(build => RunFolder.CheckReplaceable(build.Destination));
        var summaries = new List<BuildSummary>();
        foreach (var (plan, destination) in builds)
        {
            summaries.Add(await BuildAsync(plan, destination, cancellationToken));
        }

        return summaries;
    }

    private async Task<BuildSummary> BuildAsync(BuildPlan plan, string destination, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        foreach (var warning in plan.Warnings)
        {
            output.Warn(warning);
        }

        var choice = await InterpreterChoice.MakeAsync(
            plan.Target,
            switches.Interpreter,
            switches.AllowUnproven,
            context.Interpreters,
            cancellationToken
        );
        if (choice.WhyUnproven is { } why)
        {
            output.Warn($"the layer will be UNPROVEN: {why}, so nothing is imported or run.");
        }

        using var workspace = RunWorkspace.Create(destination);
        var build = new LocalBuild(plan, choice, switches, workspace, output);
        var manifest = await build.RunAsync(cancellationToken);
        var summary = await BuildSummary.ReadAsync(new FolderRunStore(workspace.Folder), plan, manifest, destination, cancellationToken);
        workspace.Commit();
        summary = summary with { Seconds = Math.Round(clock.Elapsed.TotalSeconds, 1) };
        output.Summarize(summary);
        return summary;
    }
}
