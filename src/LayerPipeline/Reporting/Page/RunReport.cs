using LayerPipeline.Checking;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Cold;
using LayerPipeline.Formats.Contents;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Installing;
using LayerPipeline.Measuring;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Budgeting;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Recording;

namespace LayerPipeline.Reporting.Page;

/// <summary>Reads what report.html shows from the files of a run that is recorded.</summary>
public static class RunReport
{
    private const int MostLibraries = 500;

    /// <summary>Writes report.html of a run.</summary>
    /// <param name="run">The run's files.</param>
    /// <param name="manifest">What manifest.json says.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When the file is there.</returns>
    /// <exception cref="RunFileException">A file of the run is missing or malformed.</exception>
    /// <exception cref="InvalidArchiveException">An archive of the run is damaged.</exception>
    public static async Task WriteAsync(IRunStore run, LayerManifest manifest, CancellationToken cancellationToken)
    {
        var data = await ReadAsync(run, manifest, cancellationToken);
        await using var writer = await run.CreateAsync(RunFiles.Report, cancellationToken);
        await ReportPage.WriteAsync(writer.Content, data, cancellationToken);
        await writer.CommitAsync(cancellationToken);
    }

    /// <summary>Reads it.</summary>
    /// <param name="run">The run's files.</param>
    /// <param name="manifest">What manifest.json says.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>What the page shows.</returns>
    /// <exception cref="RunFileException">A file of the run is missing or malformed.</exception>
    /// <exception cref="InvalidArchiveException">An archive of the run is damaged.</exception>
    public static async Task<ReportData> ReadAsync(IRunStore run, LayerManifest manifest, CancellationToken cancellationToken)
    {
        var plan = await run.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, cancellationToken);
        var install = await run.ReadJsonAsync(RunFiles.Install, InstallingJson.Default.InstallReport, cancellationToken);
        var pruned = await run.ReadJsonAsync(RunFiles.Prune, PruningJson.Default.PruneReport, cancellationToken);
        var baseline = await run.TryReadJsonAsync(RunFiles.Baseline, ProbingJson.Default.ProbeReport, cancellationToken);
        var candidate = await run.TryReadJsonAsync(RunFiles.Candidate, ProbingJson.Default.ProbeReport, cancellationToken);
        var repair = await run.TryReadJsonAsync(RunFiles.Repair, PruningJson.Default.RepairLog, cancellationToken);
        var startup = await run.TryReadJsonAsync(RunFiles.Startup, MeasuringJson.Default.IReadOnlyListStartupFigure, cancellationToken);
        await using var raw = await run.OpenAsync(RunFiles.Raw, cancellationToken);
        await using var layer = await run.OpenAsync(RunFiles.Layer, cancellationToken) ?? throw PipelineSteps.Missing(RunFiles.Layer);
        var untouched = raw is null ? null : await ZipDirectory.ReadAsync(raw, limits: null, cancellationToken);
        var cold = pruned.Cold is null ? null : await ColdLayer.OpenAsync(layer, cancellationToken);
        await using var plain = cold is null ? null : await cold.PlainAsync(cancellationToken);
        var directory = await ZipDirectory.ReadAsync(plain ?? layer, limits: null, cancellationToken);
        var units = cold?.Store.UnitsByPath() ?? new Dictionary<string, ColdUnit>();

        // Without a step of its own, as on AWS, the probe of the layer measured it.
        var figures = startup ?? (candidate is null ? [] : StartupFigure.Of(candidate));
        var times = new ModuleTimes(figures);
        var restored = (repair?.Restored ?? []).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var files = FoldedFiles.Of(
            new DecidedFiles(untouched, directory, new RunEvidence(baseline), times, restored, units).Of(pruned.Entries)
        );
        return new ReportData
        {
            Title = manifest.Name,
            Target = $"{manifest.Runtime} on {manifest.Architecture}",
            Bytes = manifest.BytesBefore,
            BytesAfter = manifest.Bytes,
            ZipBytes = raw?.Length,
            ZipBytesAfter = layer.Length,
            Files = ReportColumns.Of(files),
            Compared = manifest.Compared,
            Distributions = Distributions(pruned, install),
            LeftOut = install.LeftOut.Count > 0 ? install.LeftOut : null,
            Budget = pruned.Budget,
            Tiers = pruned.Steps,
            Rules = pruned.Rules,
            WhatIf = WhatIfRules.Of(plan, Applied(pruned), files),
            Gates = manifest.Gates,
            Proven = manifest.Proven,
            Unproven = manifest.Unproven,
            Proof = manifest.Proof,
            GivenUp = manifest.GivenUp,
            Probes = baseline is null ? null : Probes(baseline, candidate),
            Startup = [.. figures.Select(figure => figure with { Times = null })],
            OwnModules = figures.Any(figure => figure.Times is not null) ? times.Rest() : null,
            Libraries = await LibrariesAsync(plain ?? layer, directory, pruned, cancellationToken),
            Cold = manifest.ColdStore,
            ColdCosts = manifest.ColdCosts,
            Duplicates = [.. (await Duplicates.FindAsync(plain ?? layer, directory.Entries, cancellationToken)).Select(ReportDuplicate.Of)],
        };
    }

    private static IReadOnlyList<string> Applied(PruneReport pruned) =>
        [.. pruned.Steps.Where(step => step.State == TierState.Entered).SelectMany(step => step.Chosen)];

    private static IReadOnlyList<ReportDistribution> Distributions(PruneReport pruned, InstallReport install)
    {
        var installed = install.Distributions.ToDictionary(distribution => distribution.Name, StringComparer.Ordinal);
        return
        [
            .. pruned.Distributions.Select(total => new ReportDistribution
            {
                Name = total.Distribution,
                Version = installed.GetValueOrDefault(total.Distribution)?.Version,
                License = installed.GetValueOrDefault(total.Distribution)?.License,
                Requested = installed.GetValueOrDefault(total.Distribution)?.Requested ?? false,
                RequiredBy = installed.GetValueOrDefault(total.Distribution)?.RequiredBy ?? [],
                Files = total.Files,
                Bytes = total.BytesBefore,
                FilesAfter = total.FilesAfter,
                BytesAfter = total.BytesAfter,
                BytecodeBytes = total.BytecodeBytes,
            }),
        ];
    }

    private static ReportProbes Probes(ProbeReport baseline, ProbeReport? candidate)
    {
        List<ProbeResult> before = [.. baseline.Modules, .. baseline.Behaviours];
        var after = candidate?.Modules.Concat(candidate.Behaviours).DistinctBy(result => result.Id).ToDictionary(result => result.Id);
        return new ReportProbes
        {
            Id = [.. before.Select(result => result.Id)],
            Distribution = [.. before.Select(result => result.Distribution)],
            Before = [.. before.Select(result => result.Status)],
            After = after is null ? null : [.. before.Select(result => after.GetValueOrDefault(result.Id)?.Status)],
            Milliseconds = [.. before.Select(result => Math.Round(result.Seconds * 1000, 1))],
            Errors = before
                .Concat(after?.Values ?? Enumerable.Empty<ProbeResult>())
                .Where(result => !result.Ok)
                .DistinctBy(result => result.Id)
                .ToDictionary(result => result.Id, result => result.Reason, StringComparer.Ordinal),
        };
    }

    private static async Task<IReadOnlyList<ReportLibrary>> LibrariesAsync(
        IRangedFile layer,
        ZipDirectory directory,
        PruneReport pruned,
        CancellationToken cancellationToken
    )
    {
        var decisions = pruned.Entries.ToDictionary(entry => entry.Path, StringComparer.Ordinal);
        var libraries = await LibrarySegments.ReadAsync(layer, directory.Entries.Where(MayBeLibrary), cancellationToken);
        return
        [
            .. libraries
                .Select(library => decisions.TryGetValue(library.Path, out var decision) ? Decided(library, decision) : library)
                .OrderByDescending(library => library.Bytes)
                .ThenBy(library => library.Path, StringComparer.Ordinal)
                .Take(MostLibraries),
        ];

        // Bytecode is ours, and sources are text.
        bool MayBeLibrary(ZipEntry entry) => decisions.ContainsKey(entry.Name) && !Formats.Packaging.ImportNames.IsSource(entry.Name);
    }

    private static ReportLibrary Decided(ReportLibrary library, EntryDecision decision) =>
        library with
        {
            Bytes = decision.Bytes,
            After = decision.BytesAfter,
            Change = decision.Action == EntryAction.Changed ? $"{decision.ChangedBy}: {decision.Reason}" : null,
        };
}
