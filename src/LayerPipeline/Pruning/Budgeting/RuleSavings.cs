using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Pruning.Budgeting;

/// <summary>What each rule of the tier data saves where all of them are applied.</summary>
internal static class RuleSavings
{
    /// <summary>Adds it up.</summary>
    /// <param name="proposals">What rules propose.</param>
    /// <param name="forecast">What was measured.</param>
    /// <param name="kernels">Libraries that the tier kernels changes.</param>
    /// <returns>Rules that save anything, with exact bytes of their files in the layer; largest first, ties by id.</returns>
    public static IReadOnlyList<(DataRule Rule, long Bytes)> Of(Proposals proposals, LayerForecast forecast, IReadOnlySet<string> kernels)
    {
        var rules = proposals.Data;
        var bytes = proposals
            .Decide(new OnDemand { Data = rules })
            .Where(decision => decision.Action == EntryAction.Removed && decision.Rule is not null)
            .ToLookup(decision => decision.Rule!, StringComparer.Ordinal);
        return
        [
            .. rules
                .Select(rule => (rule, bytes[rule.Rule.Id].Sum(decision => forecast.BytesOf(decision, kernels))))
                .Where(pair => pair.Item2 > 0)
                .OrderByDescending(pair => pair.Item2)
                .ThenBy(pair => pair.rule.Rule.Id, StringComparer.Ordinal),
        ];
    }
}
