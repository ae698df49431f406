using LayerPipeline.Formats.Packaging;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Filling;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Pruning;

/// <summary>Adds decisions up.</summary>
internal static class PruneSummary
{
    private const string NoDistribution = "(none)";
    private const string RecordRule = "records";

    /// <summary>Makes prune.json.</summary>
    /// <param name="rules">The rules that were applied.</param>
    /// <param name="entered">The highest tier that was entered.</param>
    /// <param name="options">How the prune differed from the plan.</param>
    /// <param name="decisions">What became of each entry.</param>
    /// <param name="bytecode">Bytecode in the layer; null for none.</param>
    /// <returns>The report.</returns>
    public static PruneReport Make(
        RuleSet rules,
        Tier entered,
        PruneOptions options,
        IReadOnlyList<EntryDecision> decisions,
        FilledBytecode? bytecode = null
    )
    {
        return new PruneReport
        {
            RulesVersion = rules.Version,
            Tiers = [.. Tier.All.Where(tier => tier.Order <= entered.Order).Select(tier => tier.Name)],
            Evidence = options.UseEvidence,
            BytesBefore = decisions.Sum(decision => decision.Bytes),
            BytesAfter = decisions.Sum(decision => decision.BytesAfter) + (bytecode?.Total.Bytes ?? 0),
            Bytecode = bytecode?.Total,
            Rules = [.. ByRule(rules, decisions)],
            Distributions = [.. ByDistribution(decisions, bytecode?.BytesBySource ?? new Dictionary<string, long>())],
            Entries = decisions,
        };
    }

    private static IEnumerable<RuleTotal> ByRule(RuleSet rules, IReadOnlyList<EntryDecision> decisions)
    {
        var touched = decisions.Where(decision => decision.Rule is not null).ToLookup(decision => decision.Rule!, StringComparer.Ordinal);
        var known = rules
            .Rules.Append(Own(PrunePlanner.DropRule, "the request's prune.drop"))
            .Append(Own(PrunePlanner.FolderRule, "entries for folders"))
            .Append(Own(BytecodeFill.ReplacedRule, "sources whose place their bytecode takes"))
            .Append(Own(PrunePlanner.UnusedRule, Tier.Unused.What) with { Tier = Tier.Unused.Name });
        foreach (var rule in known.Where(rule => touched.Contains(rule.Id)))
        {
            var removed = touched[rule.Id].Where(decision => decision.Action == EntryAction.Removed).ToList();
            var kept = touched[rule.Id].Where(decision => decision.Action != EntryAction.Removed).ToList();
            yield return Total(rule, removed, kept);
        }

        var changed = decisions.ToLookup(decision => decision.ChangedBy, StringComparer.Ordinal);
        foreach (var tier in Tier.All.Where(tier => changed.Contains(tier.Name)))
        {
            yield return Total(Own(tier.Name, tier.What) with { Tier = tier.Name }, [.. changed[tier.Name]], []);
        }

        var records = decisions.Where(IsRewrittenRecord).ToList();
        if (records.Count > 0)
        {
            yield return Total(Own(RecordRule, "lines of RECORDs for files that are not in the layer"), records, []);
        }
    }

    private static bool IsRewrittenRecord(EntryDecision decision) =>
        decision.Action == EntryAction.Changed && FileOwners.IsRecord(decision.Path);

    private static RuleTotal Total(Rule rule, List<EntryDecision> gone, List<EntryDecision> kept) =>
        new()
        {
            Rule = rule.Id,
            Tier = rule.Tier,
            Reason = rule.Reason,
            Hint = kept.Count > 0 ? rule.Hint : null,
            Removed = gone.Count,
            RemovedBytes = gone.Sum(decision => decision.Bytes - decision.BytesAfter),
            Kept = kept.Count,
            KeptBytes = kept.Sum(decision => decision.BytesAfter),
        };

    private static Rule Own(string id, string reason) =>
        new()
        {
            Id = id,
            Patterns = [],
            Reason = reason,
            Source = "",
        };

    private static IEnumerable<DistributionTotal> ByDistribution(
        IReadOnlyList<EntryDecision> decisions,
        IReadOnlyDictionary<string, long> bytecode
    ) =>
        decisions
            .GroupBy(decision => decision.Distribution ?? NoDistribution, StringComparer.Ordinal)
            .Select(group => (group.Key, Files: group.ToList(), Bytecode: group.Sum(file => bytecode.GetValueOrDefault(file.Path))))
            .Select(group => new DistributionTotal
            {
                Distribution = group.Key,
                Files = group.Files.Count,
                BytesBefore = group.Files.Sum(decision => decision.Bytes),
                FilesAfter = group.Files.Count(decision => decision.Action != EntryAction.Removed),
                BytesAfter = group.Files.Sum(decision => decision.BytesAfter) + group.Bytecode,
                BytecodeBytes = group.Bytecode,
            })
            .OrderByDescending(total => total.BytesAfter)
            .ThenBy(total => total.Distribution, StringComparer.Ordinal);
}
