using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Pruning.Deciding;

/// <summary>What rules propose for every entry of raw.zip, ready to be decided with more and more of what is on demand.</summary>
/// <param name="entries">Every entry of raw.zip.</param>
/// <param name="proposals">What patterns say of each, in the same order.</param>
/// <param name="evidence">What the raw probe says is needed.</param>
/// <param name="restored">Entries that Repair restored, each with the failure that required it.</param>
internal sealed class Proposals(
    IReadOnlyList<ZipEntry> entries,
    EntryProposal[] proposals,
    Evidence evidence,
    IReadOnlyDictionary<string, string> restored
)
{
    private IReadOnlyList<EntryDecision>? _always;

    /// <summary>Every entry of raw.zip.</summary>
    public IReadOnlyList<ZipEntry> Entries => entries;

    /// <summary>The decisions with nothing that is on demand.</summary>
    public IReadOnlyList<EntryDecision> Always => _always ??= Decide(OnDemand.None, always: null);

    /// <summary>Rules of the tier data that propose to remove a file.</summary>
    public IReadOnlyList<DataRule> Data =>
        [
            .. proposals
                .Select(proposal => proposal.Data)
                .OfType<DataRule>()
                .Distinct()
                .OrderBy(rule => rule.Rule.Id, StringComparer.Ordinal),
        ];

    /// <summary>Why nothing can be said about what the request's probes don't touch; null where it can.</summary>
    public string? WhyNoUnused => evidence.WhyNoUnused;

    /// <summary>Decides.</summary>
    /// <param name="choice">What goes in addition to what always goes.</param>
    /// <returns>One decision an entry, in the entries' order.</returns>
    public IReadOnlyList<EntryDecision> Decide(OnDemand choice) =>
        choice.Data.Count == 0 && choice.Unused.Count == 0 ? Always : Decide(choice, Always);

    /// <summary>What the request's probes don't touch of that which stays: largest folders first, then single files.</summary>
    /// <param name="decisions">What stays without the tier unused.</param>
    /// <returns>The groups, as they go: whole folders before files, those with more bytes first, ties by name.</returns>
    public IReadOnlyList<UnusedGroup> Unused(IReadOnlyList<EntryDecision> decisions)
    {
        var touched = evidence.Touched();
        var staying = Enumerable
            .Range(0, entries.Count)
            .Where(i => decisions[i].Action != EntryAction.Removed && proposals[i].Path is not null);
        var (free, tied) = (new List<int>(), new List<string>());
        foreach (var i in staying.Where(i => !proposals[i].IsProtected))
        {
            if (IsUnused(i, touched))
            {
                free.Add(i);
            }
            else
            {
                tied.Add(proposals[i].Path!);
            }
        }

        var folders = tied.SelectMany(PathFolders.Above).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. free.GroupBy(i => PathFolders.Highest(proposals[i].Path!, folders), StringComparer.Ordinal)
                .Select(group => new UnusedGroup(group.Key, [.. group]))
                .OrderByDescending(group => group.IsFolder)
                .ThenByDescending(group => group.Files.Sum(i => entries[i].Bytes))
                .ThenBy(group => group.Path, StringComparer.Ordinal),
        ];
    }

    /// <summary>What Python reads by itself is not asked for by any probe: metadata, and files beside the packages.</summary>
    private bool IsUnused(int i, IReadOnlySet<string> touched)
    {
        var path = proposals[i].Path!;
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var isModule = ImportNames.IsSource(path) || ImportNames.IsExtension(path);
        return proposals[i] is { Asked: null, IsNamed: false }
            && !entries[i].IsLink
            && !touched.Contains(path)
            && (slash < 0 ? isModule : !path.AsSpan(0, slash).EndsWith("-info"));
    }

    private EntryDecision[] Decide(OnDemand choice, IReadOnlyList<EntryDecision>? always)
    {
        var data = choice.Data.ToHashSet();
        var unused = choice.Unused.SelectMany(group => group.Files).ToHashSet();
        var files = new List<(string Path, long Bytes)>(entries.Count);
        var sets = new ProposedFiles();
        for (var i = 0; i < proposals.Length; i++)
        {
            var proposal = proposals[i];
            if (proposal.Path is null || proposal.Drop is not null)
            {
                continue;
            }

            files.Add((proposal.Path, entries[i].Bytes));

            // What the request or Repair keeps stays like a file that no rule names, so what it imports stays too.
            if (proposal.Asked is null)
            {
                sets.Add(proposal.Path, proposal.Rule, proposal.Data is { } rule && data.Contains(rule), unused.Contains(i));
            }
        }

        var needed = evidence.Needed(files, sets);
        var decisions = new EntryDecision[proposals.Length];
        for (var i = 0; i < proposals.Length; i++)
        {
            decisions[i] = Decide(entries[i], proposals[i], RuleOf(i, data, unused, always), needed);
        }

        return decisions;
    }

    /// <summary>What a lower tier removes is the lower tier's, also where a higher one names it.</summary>
    private string? RuleOf(int i, HashSet<DataRule> data, HashSet<int> unused, IReadOnlyList<EntryDecision>? always)
    {
        var proposal = proposals[i];
        var lower = proposal.Rule?.Id;
        if (lower is not null && (always is null || always[i].Action == EntryAction.Removed))
        {
            return lower;
        }

        return proposal.Data is { } rule && data.Contains(rule) ? rule.Rule.Id
            : unused.Contains(i) ? PrunePlanner.UnusedRule
            : lower;
    }

    private EntryDecision Decide(ZipEntry entry, EntryProposal proposal, string? rule, IReadOnlyDictionary<string, string> needed)
    {
        var decision = new EntryDecision
        {
            Path = entry.Name,
            Action = EntryAction.Kept,
            Bytes = entry.Bytes,
            BytesAfter = entry.Bytes,
            IsRestored = restored.ContainsKey(entry.Name),
            IsLeftAlone = restored.ContainsKey(entry.Name) || proposal.LeftAlone is not null,
        };
        if (entry.IsFolder)
        {
            return Remove(
                decision,
                PrunePlanner.FolderRule,
                "an entry for a folder has no content, and an empty folder would be importable"
            );
        }

        if (proposal.Path is not { } path)
        {
            return decision;
        }

        if (proposal.Drop is { } drop)
        {
            return Remove(decision, PrunePlanner.DropRule, $"prune.drop names '{drop.Text}'");
        }

        if (rule is null)
        {
            return decision with { Reason = restored.GetValueOrDefault(entry.Name) ?? proposal.LeftAlone };
        }

        return (proposal.Asked ?? needed.GetValueOrDefault(path)) is { } reason
            ? decision with
            {
                Rule = rule,
                Reason = proposal.Rule?.Hint is { } hint ? $"{reason}; {hint}" : reason,
            }
            : Remove(decision, rule, reason: null);
    }

    private static EntryDecision Remove(EntryDecision decision, string rule, string? reason) =>
        decision with
        {
            Action = EntryAction.Removed,
            Rule = rule,
            Reason = reason,
            BytesAfter = 0,
        };
}
