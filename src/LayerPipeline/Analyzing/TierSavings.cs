using LayerPipeline.Formats.Archives;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Budgeting;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Rules;
using LayerPipeline.Pruning.Splitting;

namespace LayerPipeline.Analyzing;

/// <summary>What each tier would save: the rules decide and the passes are tried in memory, as in a build. Nothing is written.</summary>
internal sealed class TierSavings
{
    private const string LibrariesPart = "libraries";

    private static readonly IReadOnlySet<string> NoKernels = new HashSet<string>();

    private readonly Proposals _proposals;
    private readonly LayerForecast _forecast;
    private readonly RuleSet _rules;

    private TierSavings(Proposals proposals, LayerForecast forecast, RuleSet rules) =>
        (_proposals, _forecast, _rules) = (proposals, forecast, rules);

    /// <summary>Tries.</summary>
    /// <param name="packages">The packages.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="architecture"><c>x86_64</c> or <c>arm64</c>.</param>
    /// <param name="evidence">What is known to be needed.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="InvalidArchiveException">The archive is damaged.</exception>
    public static async Task<TierSavings> MeasureAsync(
        OpenedRaw packages,
        RuleSet rules,
        string architecture,
        Evidence evidence,
        CancellationToken cancellationToken
    )
    {
        var prune = new PruneRequest { UpTo = Tier.Data.Name };
        var looked = packages with { Kinds = packages.Kinds.For(architecture) };
        var entries = looked.Directory.Entries;
        var planner = Planner(evidence);
        var needs = await LibraryNeeds.ReadAsync(looked.File, entries, looked.Kinds, planner.ForGpus(entries), cancellationToken);
        var proposals = Planner(evidence.With(needs)).Propose(entries);
        var forecast = await LayerForecast.MeasureAsync(architecture, prune, looked, proposals.Always, cancellationToken);
        await forecast.GoOnAsync(cancellationToken);
        return new TierSavings(proposals, forecast, rules);

        PrunePlanner Planner(Evidence known) =>
            new(rules, prune, known, new Dictionary<string, string>()) { Kinds = looked.Kinds, Owners = looked.Owners };
    }

    /// <summary>Bytes of a library without what is never loaded.</summary>
    /// <param name="library">Its entry.</param>
    /// <param name="bytes">Its bytes as it is.</param>
    public (long Trimmed, long WithoutKernels) Of(string library, long bytes)
    {
        var trimmed = _forecast.Trimmed(library, bytes);
        return (trimmed, trimmed - _forecast.Kernels.GetValueOrDefault(library));
    }

    /// <summary>The tiers, lowest first, without the tier unused: what that saves depends on probes that only a request has.</summary>
    public IReadOnlyList<TierSaving> Tiers()
    {
        var tiers = _rules.Rules.ToDictionary(rule => rule.Id, rule => rule.Tier!, StringComparer.Ordinal);
        var removed = _proposals
            .Always.Where(decision => decision.Action == EntryAction.Removed && tiers.ContainsKey(decision.Rule ?? ""))
            .GroupBy(decision => decision.Rule!, StringComparer.Ordinal)
            .Select(group => (Tier: tiers[group.Key], Part: Part(group)))
            .ToLookup(pair => pair.Tier, pair => pair.Part, StringComparer.Ordinal);
        return
        [
            .. Tier
                .All.Where(tier => tier != Tier.Unused)
                .Select(tier => Sum(tier, [.. removed[tier.Name].OrderByDescending(part => part.Bytes), .. Own(tier)])),
        ];
    }

    private static TierSaving Sum(Tier tier, IReadOnlyList<SavingPart> parts) =>
        new(tier.Name, parts.Sum(part => part.Bytes), parts.Sum(part => part.Files), tier.IsOnDemand, parts);

    private static SavingPart Part(IGrouping<string, EntryDecision> removed) =>
        new(removed.Key, removed.Sum(decision => decision.Bytes), removed.Count());

    private IEnumerable<SavingPart> Own(Tier tier) =>
        tier == Tier.Trim ? Libraries(_forecast.Trimmed(_proposals.Always))
        : tier == Tier.Kernels ? Libraries((_forecast.Kernels.Values.Sum(), _forecast.Kernels.Count))
        : tier == Tier.Data ? Data()
        : [];

    private static IEnumerable<SavingPart> Libraries((long Bytes, int Files) saved) =>
        saved.Files == 0 ? [] : [new SavingPart(LibrariesPart, saved.Bytes, saved.Files)];

    private IEnumerable<SavingPart> Data()
    {
        var files = _proposals
            .Decide(new OnDemand { Data = _proposals.Data })
            .Where(decision => decision.Action == EntryAction.Removed)
            .ToLookup(decision => decision.Rule, StringComparer.Ordinal);
        return RuleSavings
            .Of(_proposals, _forecast, NoKernels)
            .Select(saving => new SavingPart(
                saving.Rule.Rule.Id,
                saving.Bytes,
                files[saving.Rule.Rule.Id].Count(),
                saving.Rule.Rule.Breaks
            ));
    }
}
