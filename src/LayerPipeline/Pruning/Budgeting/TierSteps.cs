using LayerPipeline.Formats.Packaging;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Cold;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Pruning.Budgeting;

/// <summary>Explains a choice, tier by tier.</summary>
internal static class TierSteps
{
    /// <summary>Makes the steps.</summary>
    /// <param name="choice">What was chosen.</param>
    /// <param name="written">What became of each entry.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="upTo">The highest allowed tier.</param>
    /// <returns>One step a tier, lowest first.</returns>
    public static IReadOnlyList<TierStep> Make(BudgetChoice choice, IReadOnlyList<EntryDecision> written, RuleSet rules, Tier upTo)
    {
        var tiers = rules.Rules.ToDictionary(rule => rule.Id, rule => rule.Tier!, StringComparer.Ordinal);
        tiers[PrunePlanner.UnusedRule] = Tier.Unused.Name;
        var removed = written
            .Where(decision => decision.Action == EntryAction.Removed && decision.Rule is not null && tiers.ContainsKey(decision.Rule))
            .GroupBy(decision => tiers[decision.Rule!], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(decision => decision.Bytes), StringComparer.Ordinal);
        return
        [
            .. Tier.All.Select(tier => new TierStep
            {
                Tier = tier.Name,
                State = StateOf(tier, choice, upTo),
                Bytes = removed.GetValueOrDefault(tier.Name) + written.Sum(decision => SavedBy(tier, decision)),
                Chosen = ChosenBy(tier, choice, written),
                Reason = tier == Tier.Unused ? choice.NoUnused : null,
            }),
        ];
    }

    /// <summary>The step of the cold store, where the request asks for one.</summary>
    /// <param name="request">What may go cold, or null.</param>
    /// <param name="report">What is in the store; null for none.</param>
    /// <param name="bytes">Bytes of the layer with it.</param>
    public static IEnumerable<TierStep> OfCold(ColdStoreRequest? request, ColdReport? report, long bytes) =>
        request is null or { IsOff: true }
            ? []
            :
            [
                new TierStep
                {
                    Tier = Tier.Cold.Name,
                    State = report is null ? TierState.NotNeeded : TierState.Entered,
                    Bytes = report is null ? 0 : report.PlainBytes - bytes,
                    Chosen = [.. report?.Distributions ?? []],
                },
            ];

    private static TierState StateOf(Tier tier, BudgetChoice choice, Tier upTo) =>
        tier.Order > upTo.Order ? TierState.NotAllowed
        : tier.Order <= choice.Entered.Order ? TierState.Entered
        : tier == Tier.Unused && choice.NoUnused is not null ? TierState.NotPossible
        : TierState.NotNeeded;

    private static long SavedBy(Tier tier, EntryDecision decision)
    {
        if (decision.ChangedBy is null || FileOwners.IsRecord(decision.Path))
        {
            return 0;
        }

        var trimmed = decision.BytesTrimmed ?? decision.BytesAfter;
        return tier == Tier.Trim ? decision.Bytes - trimmed
            : string.Equals(decision.ChangedBy, tier.Name, StringComparison.Ordinal) ? trimmed - decision.BytesAfter
            : 0;
    }

    private static IReadOnlyList<string> ChosenBy(Tier tier, BudgetChoice choice, IReadOnlyList<EntryDecision> written) =>
        tier == Tier.Data ? [.. choice.OnDemand.Data.Select(rule => rule.Rule.Id)]
        : tier == Tier.Unused ? [.. choice.OnDemand.Unused.Select(group => group.Path)]
        : tier.IsOnDemand
            ?
            [
                .. written
                    .Where(decision => string.Equals(decision.ChangedBy, tier.Name, StringComparison.Ordinal))
                    .Select(decision => decision.Path),
            ]
        : [];
}
