using LayerPipeline.Formats.Libraries;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Filling;
using LayerPipeline.Pruning.Rules;
using LayerPipeline.Pruning.Splitting;

namespace LayerPipeline.Pruning.Budgeting;

/// <summary>
/// Chooses how far pruning goes: every allowed tier that is always entered, and then one tier after the other, and of it the largest
/// savings first, only as far as the budget needs. Nothing is written for it.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="raw">raw.zip.</param>
/// <param name="proposals">What rules propose.</param>
/// <param name="fill">The layer's bytecode; null for none.</param>
internal sealed class BudgetPlanner(BuildPlan plan, OpenedRaw raw, Proposals proposals, BytecodeFill? fill = null)
{
    /// <summary>A line of a RECORD, with a hash and a length where it had none, may become this much longer when its library changes.</summary>
    private const int RecordLineBytes = 128;

    private static readonly IReadOnlySet<string> NoKernels = new HashSet<string>();

    private readonly IReadOnlyList<EntryDecision> _always = fill?.ReplaceSources(proposals.Always) ?? proposals.Always;
    private readonly Tier _upTo = Tier.Find(plan.Request.Prune.UpTo) ?? Tier.Default;

    /// <summary>Chooses.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The choice; where nothing fits, everything that is allowed.</returns>
    public async Task<BudgetChoice> ChooseAsync(CancellationToken cancellationToken)
    {
        var always = Tier.All.Last(tier => tier.Order <= _upTo.Order && !tier.IsOnDemand);
        var least = new BudgetChoice { Decisions = _always, Entered = always };
        if (plan.Request.Prune.Smallest)
        {
            return Smallest(least);
        }

        if (!_upTo.IsOnDemand || AtMost(_always) + Required(_always) < plan.BudgetBytes)
        {
            return least;
        }

        var forecast = await LayerForecast.MeasureAsync(plan, raw, _always, cancellationToken);
        least = least with { Forecast = forecast };
        if (Bytes(forecast, least.Decisions, NoKernels) < plan.BudgetBytes)
        {
            return least;
        }

        await forecast.GoOnAsync(cancellationToken);
        return Choose(least, forecast);
    }

    /// <summary>More than the layer can have when no library becomes smaller.</summary>
    private long AtMost(IReadOnlyList<EntryDecision> decisions) =>
        decisions.Sum(decision => decision.BytesAfter + (raw.Kinds.IsLibrary(decision.Path) ? RecordLineBytes : 0));

    private IReadOnlyList<EntryDecision> Decide(OnDemand onDemand)
    {
        var decisions = proposals.Decide(onDemand);
        return fill?.ReplaceSources(decisions) ?? decisions;
    }

    private long Required(IReadOnlyList<EntryDecision> decisions) => fill?.RequiredBytes(decisions) ?? 0;

    private long Bytes(LayerForecast forecast, IReadOnlyList<EntryDecision> decisions, IReadOnlySet<string> kernels) =>
        forecast.Bytes(decisions, isTrimmed: true, kernels) + Required(decisions);

    private BudgetChoice Smallest(BudgetChoice least)
    {
        var data = Allows(Tier.Data) ? proposals.Data : [];
        var chosen = new OnDemand { Data = data };
        var noUnused = Allows(Tier.Unused) ? proposals.WhyNoUnused : null;
        if (Allows(Tier.Unused) && noUnused is null)
        {
            chosen = chosen with { Unused = proposals.Unused(proposals.Decide(chosen)) };
        }

        return least with
        {
            Decisions = Decide(chosen),
            Entered = noUnused is null ? _upTo : Tier.Data,
            OnDemand = chosen,
            NoUnused = noUnused,
        };
    }

    private bool Allows(Tier tier) => tier.Order <= _upTo.Order;

    private BudgetChoice Choose(BudgetChoice least, LayerForecast forecast)
    {
        var limit = plan.BudgetBytes;
        var kernels = ChooseKernels(least.Decisions, forecast);
        var choice = least with { Entered = Tier.Kernels, Passes = forecast.Passes.Only(kernels) };
        if (Bytes(forecast, choice.Decisions, kernels) < limit || !Allows(Tier.Data))
        {
            return choice;
        }

        choice = With(choice, new OnDemand { Data = ChooseData(forecast, kernels) }) with { Entered = Tier.Data };
        if (Bytes(forecast, choice.Decisions, kernels) < limit || !Allows(Tier.Unused))
        {
            return choice;
        }

        return proposals.WhyNoUnused is { } reason
            ? choice with
            {
                NoUnused = reason,
            }
            : With(choice, choice.OnDemand with { Unused = ChooseUnused(choice, forecast, kernels) }) with
            {
                Entered = Tier.Unused,
            };
    }

    private BudgetChoice With(BudgetChoice choice, OnDemand onDemand) => choice with { OnDemand = onDemand, Decisions = Decide(onDemand) };

    private HashSet<string> ChooseKernels(IReadOnlyList<EntryDecision> decisions, LayerForecast forecast)
    {
        var ranked = forecast
            .Kernels.OrderByDescending(library => library.Value)
            .ThenBy(library => library.Key, StringComparer.Ordinal)
            .Select(library => library.Key)
            .ToList();
        var chosen = MinimalChoice.Choose(
            ranked,
            library => forecast.Kernels[library],
            libraries => Bytes(forecast, decisions, libraries.ToHashSet(StringComparer.Ordinal)),
            plan.BudgetBytes
        );
        return chosen.ToHashSet(StringComparer.Ordinal);
    }

    private IReadOnlyList<DataRule> ChooseData(LayerForecast forecast, HashSet<string> kernels)
    {
        var savings = RuleSavings.Of(proposals, forecast, kernels);
        return MinimalChoice.Choose(
            [.. savings.Select(pair => pair.Rule)],
            rule => savings.First(pair => pair.Rule == rule).Bytes,
            rules => Bytes(forecast, Decide(new OnDemand { Data = rules }), kernels),
            plan.BudgetBytes
        );
    }

    private IReadOnlyList<UnusedGroup> ChooseUnused(BudgetChoice choice, LayerForecast forecast, HashSet<string> kernels)
    {
        var kept = proposals.Decide(choice.OnDemand);
        return MinimalChoice.Choose(
            proposals.Unused(kept),
            group => group.Files.Sum(i => forecast.BytesOf(kept[i], kernels)),
            groups => Bytes(forecast, Decide(choice.OnDemand with { Unused = groups }), kernels),
            plan.BudgetBytes
        );
    }
}
