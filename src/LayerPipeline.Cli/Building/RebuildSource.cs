using System.Security.Cryptography;
using LayerPipeline.Cli.Output;
using LayerPipeline.Comparing;
using LayerPipeline.Installing;
using LayerPipeline.Local;
using LayerPipeline.Local.Folders;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Pruning.Rules;
using LayerPipeline.Recording.Materials;

namespace LayerPipeline.Cli.Building;

/// <summary>What a layer is made again from: a run, or the provenance of one.</summary>
/// <param name="Plan">The plan, with the versions of the first build.</param>
/// <param name="Install">What the first build installed.</param>
/// <param name="Restored">What it restored.</param>
/// <param name="Sha256">SHA-256 of its layer.zip, in lower-case hexadecimal.</param>
internal sealed record RebuildSource(BuildPlan Plan, InstallReport Install, IReadOnlyList<Restoration> Restored, string Sha256)
{
    /// <summary>Path of its layer.zip; null where only its digest is known.</summary>
    public string? Layer { get; private init; }

    /// <summary>Distributions that failed out of the cold store, with the failure; null for none, and where only a provenance is known.</summary>
    public IReadOnlyDictionary<string, string>? Hot { get; private init; }

    /// <summary>Versions of LayerPipeline, rules and probe that are not those of this one.</summary>
    public IReadOnlyList<string> OtherVersions { get; private init; } = [];

    /// <summary>The run in a folder.</summary>
    /// <param name="folder">The folder that a build wrote.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="CommandLineException">No build wrote it.</exception>
    public static async Task<RebuildSource> OfRunAsync(string folder, CancellationToken cancellationToken)
    {
        var run = FinishedRun.At(folder);
        var plan = await run.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, cancellationToken);
        var install = await run.ReadJsonAsync(RunFiles.Install, InstallingJson.Default.InstallReport, cancellationToken);
        var repair = await run.TryReadJsonAsync(RunFiles.Repair, PruningJson.Default.RepairLog, cancellationToken);
        var layer = Path.Combine(folder, RunFiles.Layer);
        if (!File.Exists(layer))
        {
            throw new CommandLineException(
                $"'{folder}' has no {RunFiles.Layer} to compare with; {RunFiles.Provenance} by itself is enough."
            );
        }

        await using var content = File.OpenRead(layer);
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
        return new RebuildSource(Pinned(plan, install), install, repair?.Restored ?? [], sha256) { Layer = layer, Hot = repair?.Hot };
    }

    /// <summary>What a provenance says.</summary>
    /// <param name="recorded">What it says.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="context">Knows the day.</param>
    /// <exception cref="CommandLineException">It does not say enough.</exception>
    public static RebuildSource OfBuild(RecordedBuild recorded, string path, CliContext context)
    {
        if (recorded.Environment.Count > 0)
        {
            throw new CommandLineException(
                $"layer.zip: the build had environment variables ({string.Join(", ", recorded.Environment)}), and '{path}' keeps no values of them. "
                    + "Give the folder of its run."
            );
        }

        var plans = new Planner().Plan(recorded.Request, context.Today);
        if (plans is not [var plan])
        {
            throw new CommandLineException(
                $"layer.zip: the request in '{path}' makes {plans.Count} layers; a layer is of one Python and architecture."
            );
        }

        return new RebuildSource(
            Pinned(plan, recorded.Install),
            recorded.Install,
            [
                .. recorded
                    .Restored.Distinct(StringComparer.Ordinal)
                    .Select(restored => new Restoration(restored, "restored when the layer was built first")),
            ],
            recorded.LayerSha256
        )
        {
            OtherVersions =
            [
                .. RebuildInputs.Version("LayerPipeline", recorded.Tool, ProvenanceReader.OwnVersion),
                .. RebuildInputs.Version("rules", recorded.Rules, RuleSet.Shipped.Version),
                .. RebuildInputs.Version("probe", recorded.Probe, ProbeScript.Version),
            ],
        };
    }

    /// <summary>The same versions, whatever an index has by now.</summary>
    private static BuildPlan Pinned(BuildPlan plan, InstallReport install) =>
        plan with
        {
            ConstraintsText = string.Concat(install.Distributions.Concat(install.LeftOut).Select(item => $"{item.Name}=={item.Version}\n")),
        };
}
