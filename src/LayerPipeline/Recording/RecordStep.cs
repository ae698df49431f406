using System.Security.Cryptography;
using LayerPipeline.Checking;
using LayerPipeline.Checking.Baselines;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Comparing;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Installing;
using LayerPipeline.Judging;
using LayerPipeline.Measuring;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Recording.Materials;

namespace LayerPipeline.Recording;

/// <summary>Record: reads the files of a run; writes sbom.json, provenance.json and manifest.json.</summary>
public static class RecordStep
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>Records what was built.</summary>
    /// <param name="run">The run's files.</param>
    /// <param name="publication">What was published, or null.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>What manifest.json says.</returns>
    public static async Task<LayerManifest> RunAsync(IRunStore run, Publication? publication, CancellationToken cancellationToken)
    {
        var plan = await run.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, cancellationToken);
        var install = await run.ReadJsonAsync(RunFiles.Install, InstallingJson.Default.InstallReport, cancellationToken);
        CheckInstalled(plan, install);
        var pruned = await run.ReadJsonAsync(RunFiles.Prune, PruningJson.Default.PruneReport, cancellationToken);
        var check = await run.ReadJsonAsync(RunFiles.Check, CheckingJson.Default.CheckReport, cancellationToken);
        var baseline = await run.TryReadJsonAsync(RunFiles.Baseline, ProbingJson.Default.ProbeReport, cancellationToken);
        var candidate = await run.TryReadJsonAsync(RunFiles.Candidate, ProbingJson.Default.ProbeReport, cancellationToken);
        var repair = await run.TryReadJsonAsync(RunFiles.Repair, PruningJson.Default.RepairLog, cancellationToken);
        var startup = await run.TryReadJsonAsync(RunFiles.Startup, MeasuringJson.Default.IReadOnlyListStartupFigure, cancellationToken);
        var costs = pruned.Cold is null
            ? null
            : await run.TryReadJsonAsync(RunFiles.Cold, MeasuringJson.Default.ColdCosts, cancellationToken);
        var (zipBytes, sha256) = await DigestAsync(run, cancellationToken);

        var givenUp = GivenUp.Of(pruned);
        var probes = baseline is not null && candidate is not null ? ProbeGates.Check(baseline, candidate, givenUp.Contains) : [];
        var unproven = Unproven(probes, candidate is null ? [] : LeftToRuntime.Untried(plan, candidate));
        var manifest = Make(plan, install, pruned, [.. check.Gates, .. probes]) with
        {
            ZipBytes = zipBytes,
            CodeSha256 = Convert.ToBase64String(sha256),
            Proven = unproven is null,
            Unproven = unproven,
            Proof = baseline is not null && candidate is not null ? Proof.Of(baseline, candidate, plan) : null,
            GivenUp = baseline is null
                ? []
                : [.. baseline.Modules.Where(module => module.Ok && givenUp.Contains(module)).Select(module => module.Id)],
            RestsOnRequestProbes = givenUp.RestsOnRequest,
            Restored = repair?.Restored ?? [],
            LazyImports = LazyImports.Of(plan, candidate),
            Startup =
            [
                .. (startup ?? (candidate is null ? [] : StartupFigure.Of(candidate))).Select(figure => figure with { Times = null }),
            ],
            ColdStore = pruned.Cold,
            ColdCosts = costs,
            LayerVersionArn = publication?.LayerVersionArn,
            Signature = publication?.Signature,
            StoredAt = publication?.StoredAt,
        };
        var materials = await MaterialsReading.ReadAsync(run, plan, install, pruned, Convert.ToHexStringLower(sha256), cancellationToken);
        manifest = manifest with { Distributions = materials.Install.Distributions };
        manifest = manifest with { Compared = await CompareAsync(run, publication, manifest, cancellationToken) };
        await WriteAsync(run, RunFiles.Sbom, BillOfMaterials.Write(materials, BillOfMaterials.Versions[0]), cancellationToken);
        var provenance = Materials.Provenance.Write(
            materials with
            {
                Restored = [.. manifest.Restored.Select(file => file.Path)],
            },
            manifest.Identity,
            manifest.RulesVersion,
            manifest.ProbeVersion,
            isOfWorkflow: publication is not null
        );
        await WriteAsync(run, RunFiles.Provenance, provenance, cancellationToken);
        await run.WriteJsonAsync(RunFiles.Manifest, manifest, RecordingJson.Default.LayerManifest, cancellationToken);
        return manifest;
    }

    /// <summary>Reads what the layer of a finished run was made of.</summary>
    /// <param name="run">The run's files.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The materials.</returns>
    /// <exception cref="RunFileException">A file of the run is missing or malformed.</exception>
    public static async Task<LayerMaterials> ReadMaterialsAsync(IRunStore run, CancellationToken cancellationToken)
    {
        var plan = await run.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, cancellationToken);
        var install = await run.ReadJsonAsync(RunFiles.Install, InstallingJson.Default.InstallReport, cancellationToken);
        var pruned = await run.ReadJsonAsync(RunFiles.Prune, PruningJson.Default.PruneReport, cancellationToken);
        var (_, sha256) = await DigestAsync(run, cancellationToken);
        return await MaterialsReading.ReadAsync(run, plan, install, pruned, Convert.ToHexStringLower(sha256), cancellationToken);
    }

    private static async Task WriteAsync(IRunStore run, string name, byte[] content, CancellationToken cancellationToken)
    {
        await using var writer = await run.CreateAsync(name, cancellationToken);
        await writer.Content.WriteAsync(content, cancellationToken);
        await writer.CommitAsync(cancellationToken);
    }

    private static async Task<LayerComparison?> CompareAsync(
        IRunStore run,
        Publication? publication,
        LayerManifest manifest,
        CancellationToken cancellationToken
    )
    {
        if (publication?.Previous is not { } previous)
        {
            return null;
        }

        var now = await LayerSnapshots.ReadRecordedAsync(manifest.LayerVersionArn ?? manifest.Name, manifest, run, cancellationToken);
        return SnapshotComparer.Compare(await ReadAsync(previous, publication.PreviousRun, cancellationToken), now).Brief();
    }

    /// <summary>Files of the run before may be of another form, or half gone: then its manifest alone is compared.</summary>
    private static async Task<LayerSnapshot> ReadAsync(LayerManifest previous, IRunStore? run, CancellationToken cancellationToken)
    {
        var source = previous.LayerVersionArn ?? previous.Name;
        try
        {
            return run is null
                ? LayerSnapshots.Of(source, previous)
                : await LayerSnapshots.ReadRecordedAsync(source, previous, run, cancellationToken);
        }
        catch (Exception e) when (e is RunFileException or InvalidArchiveException)
        {
            return LayerSnapshots.Of(source, previous);
        }
    }

    private static string? Unproven(IReadOnlyList<GateResult> probes, IReadOnlyList<string> untried) =>
        probes.Count == 0 ? "no probe ran, so nothing was imported or run from this layer: the interpreter was not the runtime's own"
        : probes.All(gate => gate.Status == GateStatus.Pass)
            ? untried.Count == 0 ? null
                : $"what {MessageText.List(untried)} needs is left to the runtime and is not on this machine, so a build on AWS alone can prove it"
        : string.Join("; ", probes.Where(gate => gate.Status != GateStatus.Pass).Select(gate => $"{gate.Gate}: {gate.Measured}"));

    /// <summary>A plan of other packages may have been written into the folder since.</summary>
    private static void CheckInstalled(BuildPlan plan, InstallReport install)
    {
        var installed = install.Distributions.Select(distribution => distribution.Name).ToHashSet(StringComparer.Ordinal);
        if (plan.Requested.FirstOrDefault(name => !installed.Contains(name)) is { } missing)
        {
            throw new RunFileException(
                $"{RunFiles.Plan} requests {missing}, which {RunFiles.Install} does not list: the two files are from different runs. Install again."
            );
        }
    }

    private static LayerManifest Make(BuildPlan plan, InstallReport install, PruneReport pruned, IReadOnlyList<GateResult> gates) =>
        new()
        {
            Name = plan.Name,
            Runtime = plan.Runtime.Name,
            Architecture = plan.Architecture,
            Identity = BuildIdentity.Compute(plan, install, pruned.RulesVersion, ProbeScript.Version),
            CodeSha256 = "",
            ZipBytes = 0,
            Bytes = pruned.BytesAfter,
            BytesBefore = pruned.BytesBefore,
            BudgetBytes = plan.BudgetBytes,
            Bytecode = pruned.Bytecode,
            FitsSnapStart = plan.Runtime.SnapStart,
            Proven = false,
            Tiers = pruned.Tiers,
            RulesVersion = pruned.RulesVersion,
            ProbeVersion = ProbeScript.Version,
            Distributions = install.Distributions,
            BytesByDistribution = pruned.Distributions.ToDictionary(
                total => total.Distribution,
                total => total.BytesAfter,
                StringComparer.Ordinal
            ),
            LeftOut = install.LeftOut,
            SystemLibraries = install.SystemLibraries,
            Gates = gates,
        };

    private static async Task<(long Bytes, byte[] Sha256)> DigestAsync(IRunStore run, CancellationToken cancellationToken)
    {
        await using var layer = await run.OpenAsync(RunFiles.Layer, cancellationToken) ?? throw PipelineSteps.Missing(RunFiles.Layer);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[ChunkBytes];
        for (long at = 0; at < layer.Length; )
        {
            var read = await layer.ReadAsync(at, buffer, cancellationToken);
            if (read == 0)
            {
                throw new RunFileException($"{RunFiles.Layer} ends early: it was changed while it was read.");
            }

            digest.AppendData(buffer.AsSpan(0, read));
            at += read;
        }

        return (layer.Length, digest.GetHashAndReset());
    }
}
