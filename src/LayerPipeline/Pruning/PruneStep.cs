using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Installing;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;
using LayerPipeline.Pruning.Budgeting;
using LayerPipeline.Pruning.Cold;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Filling;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Pruning.Rules;
using LayerPipeline.Pruning.Splitting;

namespace LayerPipeline.Pruning;

/// <summary>
/// Prune: reads plan.json, raw.zip, install.json, baseline.json, bytecode.zip and repair.json of a run; writes layer.zip, pruned.zip and
/// prune.json.
/// Entries go from zip to zip compressed as they are; only what changes is inflated. What the build container packed is for transport:
/// whatever stays of it is deflated again here, so that the same packages give the same layer.zip wherever they were installed.
/// </summary>
/// <param name="rules">The rules.</param>
public sealed class PruneStep(RuleSet rules)
{
    /// <summary>
    /// Times its budget that a layer may have for its kernels to be measured, which takes as long as Prune itself: no tier that changes
    /// libraries saves a third.
    /// </summary>
    private const double MostToMeasure = 1.5;

    /// <summary>Takes how many entries of raw.zip are written, and how many there are; null where nobody looks.</summary>
    public Action<long, long>? Written { get; init; }

    /// <summary>Prunes.</summary>
    /// <param name="run">The run's files.</param>
    /// <param name="options">How the prune differs from the plan.</param>
    /// <param name="cancellationToken">Stops the call; nothing half-written is left.</param>
    /// <returns>What prune.json says.</returns>
    /// <exception cref="RunFileException">A file of the run is missing or malformed.</exception>
    /// <exception cref="InvalidRequestException">The packages lack a name of the request's <c>data</c>.</exception>
    /// <exception cref="InvalidArchiveException">raw.zip is damaged.</exception>
    public async Task<PruneReport> RunAsync(IRunStore run, PruneOptions options, CancellationToken cancellationToken)
    {
        var opening = Task.Run(() => OpenedRaw.OpenAsync(run, cancellationToken), cancellationToken);
        var reading = ReadAsync(run, options, cancellationToken);
        try
        {
            await Task.WhenAll(reading, opening);
        }
        catch when (opening.IsCompletedSuccessfully)
        {
            await (await opening).DisposeAsync();
            throw;
        }

        await using var raw = await opening;
        var inputs = await LookAsync(await reading, raw, cancellationToken);
        var planner = inputs.Planner(rules, inputs.Plan.Request.Prune);
        var proposals = planner.Propose(raw.Directory.Entries);
        await using var fill = await BytecodeFill.OpenAsync(run, inputs.Plan, inputs.Baseline, cancellationToken);
        var choice = await new BudgetPlanner(inputs.Plan, raw, proposals, fill).ChooseAsync(cancellationToken);
        var (decisions, files) = await new BudgetedSplit(inputs.Plan, raw) { Written = Written }.WriteAsync(
            run,
            choice.Decisions,
            choice.Entered,
            choice.Passes,
            cancellationToken
        );
        FilledBytecode? filled = null;
        var cold = ColdWanted(inputs, files.Layer.Bytes + (fill?.RequiredBytes(decisions) ?? 0));
        await using (files)
        {
            filled = fill is null || cold is not null ? null : await fill.WriteAsync(files.Layer, decisions, cancellationToken);
            await files.CommitAsync(cancellationToken);
        }

        var packing = new ColdPacking(inputs.Plan, raw, inputs.Baseline, new ColdNeeds(inputs.Install), inputs.Repair, fill);
        var packed = cold is null ? default : await packing.WriteAsync(run, decisions, cold, cancellationToken);
        filled ??= packed.Filled;
        var ways =
            packed.Report is not null && packed.Bytes < inputs.Plan.BudgetBytes
                ? null
                : await WaysAsync(inputs, raw, choice, decisions, fill, cancellationToken);
        var made = PruneSummary.Make(rules, choice.Entered, options, decisions, filled);
        var report = made with
        {
            BytesAfter = packed.Report is null ? made.BytesAfter : packed.Bytes,
            Cold = packed.Report,
            Budget = PruneBudget.Of(inputs.Plan),
            Steps =
            [
                .. TierSteps.Make(choice, decisions, rules, Tier.Find(inputs.Plan.Request.Prune.UpTo) ?? Tier.Default),
                .. TierSteps.OfCold(inputs.Plan.Request.ColdStore, packed.Report, packed.Bytes),
            ],
            Ways = ways?.Find() ?? [],
            Fitting = ways?.Fit(),
            Unmatched = planner.Unmatched(raw.Directory.Entries),
        };
        if (ways is not null && inputs.Plan.Request.ColdStore is null && ColdWay.MayFit(report.BytesAfter, inputs.Plan))
        {
            report = await ColdWay.AddAsync(
                report,
                run,
                inputs.Plan,
                layer => packing.ForecastAsync(layer, decisions, cancellationToken),
                cancellationToken
            );
        }

        await run.WriteJsonAsync(RunFiles.Prune, report, PruningJson.Default.PruneReport, cancellationToken);
        return report;
    }

    /// <summary>What goes cold: what is named, or what the budget needs; null for nothing.</summary>
    private static ColdStoreRequest? ColdWanted(PruneInputs inputs, long bytes) =>
        inputs.Plan.Request.ColdStore is { IsOff: false } wanted && (!wanted.IsAuto || bytes >= inputs.Plan.BudgetBytes) ? wanted : null;

    /// <summary>Adds what the files themselves say: what they are, and, where libraries for GPUs may go, who needs one.</summary>
    private async Task<PruneInputs> LookAsync(PruneInputs inputs, OpenedRaw raw, CancellationToken cancellationToken)
    {
        var looked = inputs with { Kinds = raw.Kinds.For(inputs.Plan.Architecture), Owners = raw.Owners };
        var entries = raw.Directory.Entries;
        var planner = looked.Planner(rules, inputs.Plan.Request.Prune);
        var needs = await LibraryNeeds.ReadAsync(raw.File, entries, looked.Kinds, planner.ForGpus(entries), cancellationToken);
        return looked with { Evidence = inputs.Evidence.With(needs) };
    }

    /// <summary>Looked for only where nothing that is allowed makes the layer fit.</summary>
    private async ValueTask<WaysOn?> WaysAsync(
        PruneInputs inputs,
        OpenedRaw raw,
        BudgetChoice choice,
        IReadOnlyList<EntryDecision> written,
        BytecodeFill? fill,
        CancellationToken cancellationToken
    )
    {
        var bytecodeBytes = fill?.RequiredBytes(written) ?? 0;
        var bytes = written.Sum(decision => decision.BytesAfter) + bytecodeBytes;
        if (bytes < inputs.Plan.BudgetBytes)
        {
            return null;
        }

        var forecast = await ForecastAsync(
            inputs,
            raw,
            choice,
            written,
            bytes > MostToMeasure * inputs.Plan.BudgetBytes,
            cancellationToken
        );
        Proposals Propose(Tier tier) =>
            inputs.Planner(rules, inputs.Plan.Request.Prune with { UpTo = tier.Name }).Propose(raw.Directory.Entries);
        return new WaysOn(
            inputs.Plan,
            inputs.Install,
            forecast,
            Propose,
            written,
            UnopenedSearch.Of(inputs.Baseline, written, raw.Kinds.IsLibrary),
            bytecodeBytes
        );
    }

    /// <summary>What was measured already, or what was just written and, unless that is hopeless, what more could be done.</summary>
    private static async Task<LayerForecast> ForecastAsync(
        PruneInputs inputs,
        OpenedRaw raw,
        BudgetChoice choice,
        IReadOnlyList<EntryDecision> written,
        bool isHopeless,
        CancellationToken cancellationToken
    )
    {
        var isOfWritten = choice.Forecast is null && choice.Entered.Order >= Tier.Trim.Order;
        var forecast =
            choice.Forecast
            ?? (
                isOfWritten
                    ? LayerForecast.OfWritten(inputs.Plan, raw, written)
                    : await LayerForecast.MeasureAsync(inputs.Plan, raw, choice.Decisions, cancellationToken)
            );
        if (!(isOfWritten && isHopeless))
        {
            await forecast.GoOnAsync(cancellationToken);
        }

        return forecast;
    }

    private static async Task<PruneInputs> ReadAsync(IRunStore run, PruneOptions options, CancellationToken cancellationToken)
    {
        var plan = await run.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, cancellationToken);
        var install = await run.TryReadJsonAsync(RunFiles.Install, InstallingJson.Default.InstallReport, cancellationToken);
        var baseline = await run.TryReadJsonAsync(RunFiles.Baseline, ProbingJson.Default.ProbeReport, cancellationToken);
        var evidence = FindEvidence(baseline, options, install);
        var repair = await run.TryReadJsonAsync(RunFiles.Repair, PruningJson.Default.RepairLog, cancellationToken);
        return new PruneInputs(plan, install, baseline, evidence, repair ?? new RepairLog());
    }

    private static Evidence FindEvidence(ProbeReport? baseline, PruneOptions options, InstallReport? install)
    {
        if (!options.UseEvidence)
        {
            return Evidence.None;
        }

        if (baseline is not null)
        {
            return new Evidence(baseline);
        }

        return install is { Foreign: true }
            ? Evidence.None
            : throw new RunFileException(
                $"{PipelineSteps.Missing(RunFiles.Baseline).Message} Without it there is no evidence to prune by; --no-evidence prunes by rules alone."
            );
    }
}
