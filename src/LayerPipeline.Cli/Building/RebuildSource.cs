using System.Security.Cryptography;
using System.Text.Json;
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
using LayerPipeline.Recording;
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

    /// <summary>Versions of LayerPipeline, rules and probe that are not those of this one.</summary>
    public IReadOnlyList<string> OtherVersions { get; private init; } = [];

    /// <summary>Reads it.</summary>
    /// <param name="path">The folder of a run, its provenance.json, or its manifest.json.</param>
    /// <param name="context">Knows the day.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="CommandLineException">It is none of these, or does not say enough.</exception>
    public static async Task<RebuildSource> ReadAsync(string path, CliContext context, CancellationToken cancellationToken) =>
        File.Exists(path) ? OfStatement(path, context) : await OfRunAsync(path, cancellationToken);

    private static async Task<RebuildSource> OfRunAsync(string folder, CancellationToken cancellationToken)
    {
        var run = FinishedRun.At(folder);
        var plan = await run.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, cancellationToken);
        var install = await run.ReadJsonAsync(RunFiles.Install, InstallingJson.Default.InstallReport, cancellationToken);
        var repair = await run.TryReadJsonAsync(RunFiles.Repair, PruningJson.Default.RepairLog, cancellationToken);
        var layer = Path.Combine(folder, RunFiles.Layer);
        await using var content = File.OpenRead(layer);
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
        return new RebuildSource(Pinned(plan, install), install, repair?.Restored ?? [], sha256) { Layer = layer };
    }

    private static RebuildSource OfStatement(string path, CliContext context)
    {
        var (provenance, content, isOf) = Statement(path);
        try
        {
            var recorded = ProvenanceReader.Read(content);
            if (isOf is not null && isOf != recorded.LayerSha256)
            {
                throw new CommandLineException(
                    $"layer.zip: '{provenance}' is not of the layer that '{path}' describes: SHA-256 {recorded.LayerSha256} and not {isOf}. "
                        + "Give the provenance.json of the same run."
                );
            }

            return OfBuild(recorded, provenance, context);
        }
        catch (InvalidProvenanceException e)
        {
            throw new CommandLineException(
                $"layer.zip: from '{provenance}' no layer can be made again: {e.Message}. Give the provenance.json that a build of this version "
                    + "wrote, or the folder of its run.",
                e
            );
        }
    }

    private static RebuildSource OfBuild(RecordedBuild recorded, string path, CliContext context)
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
            throw new CommandLineException($"layer.zip: the request in '{path}' makes {plans.Count} layers; a layer is of one Python and architecture.");
        }

        return new RebuildSource(
            Pinned(plan, recorded.Install),
            recorded.Install,
            [.. recorded.Restored.Select(restored => new Restoration(restored, "restored when the layer was built first"))],
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

    /// <summary>The provenance, and the digest of the layer that a manifest beside it is of.</summary>
    private static (string Path, byte[] Content, string? Sha256) Statement(string path)
    {
        var content = Verbs.InputFile.Read(path, "layer.zip");
        if (CodeSha256(content) is not { } sha256)
        {
            return (path, content, null);
        }

        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, RunFiles.Provenance);
        return File.Exists(beside)
            ? (beside, Verbs.InputFile.Read(beside, "layer.zip"), sha256)
            : throw new CommandLineException(
                $"layer.zip: '{path}' says what a layer is, and not all that it was made of; {RunFiles.Provenance} does, which is not beside it. "
                    + "Give that file, or the folder of the run."
            );
    }

    /// <summary>Null where it is no manifest.</summary>
    private static string? CodeSha256(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, RecordingJson.Default.LayerManifest) is { } manifest
                ? Convert.ToHexStringLower(Convert.FromBase64String(manifest.CodeSha256))
                : null;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The same versions, whatever an index has by now.</summary>
    private static BuildPlan Pinned(BuildPlan plan, InstallReport install) =>
        plan with
        {
            ConstraintsText = string.Concat(install.Distributions.Concat(install.LeftOut).Select(item => $"{item.Name}=={item.Version}\n")),
        };
}
