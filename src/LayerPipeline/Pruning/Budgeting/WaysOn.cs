using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Installing;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Pruning.Budgeting;

/// <summary>What a user can do about a layer that does not fit with all that is allowed.</summary>
/// <param name="plan">The plan.</param>
/// <param name="install">What pip installed, or null.</param>
/// <param name="forecast">What was measured.</param>
/// <param name="propose">What rules propose where a tier is the highest allowed one.</param>
/// <param name="written">What became of each entry.</param>
/// <param name="unopened">Files that nothing opened.</param>
/// <param name="bytecodeBytes">Bytes of bytecode that the layer must have in addition.</param>
internal sealed class WaysOn(
    BuildPlan plan,
    InstallReport? install,
    LayerForecast forecast,
    Func<Tier, Proposals> propose,
    IReadOnlyList<EntryDecision> written,
    IReadOnlyList<UnopenedFiles> unopened,
    long bytecodeBytes
)
{
    private const int Packages = 10;

    private readonly HashSet<string> _allKernels = forecast.Kernels.Keys.ToHashSet(StringComparer.Ordinal);
    private readonly Dictionary<string, Proposals> _proposals = new(StringComparer.Ordinal);
    private readonly long _bytes = written.Sum(decision => decision.BytesAfter) + bytecodeBytes;

    private long Missing => _bytes - plan.BudgetBytes + 1;

    private Tier UpTo => Tier.Find(plan.Request.Prune.UpTo) ?? Tier.Default;

    /// <summary>Finds them.</summary>
    /// <returns>Those that lose nothing or something by their savings, largest first; then those that change what the layer is.</returns>
    public IReadOnlyList<WayOn> Find()
    {
        var shares = Shares().ToList();
        return
        [
            .. Tiers()
                .Concat(Files())
                .Concat(shares)
                .OrderByDescending(way => way.Bytes ?? 0)
                .ThenBy(way => way.Kind)
                .ThenBy(way => way.Name, StringComparer.Ordinal)
                .Select(way => way with { IsEnough = way.Bytes >= Missing }),
            .. Others(shares.Find(way => way.Kind == WayKind.Package)),
        ];
    }

    /// <summary>Tries what was found, the ways that lose least first: a higher tier alone, then without what nothing opened, too.</summary>
    /// <returns>The first that fits; null where none does.</returns>
    public FittingWay? Fit()
    {
        var others = _bytes - BytesWith(written, UpTo);
        var tries =
            from count in Enumerable.Range(0, unopened.Count + 1)
            from tier in Tier.All
            where tier.Order >= UpTo.Order && tier != Tier.Unused && (forecast.HasKernels || tier.Order < Tier.Kernels.Order)
            where tier != UpTo || count > 0 // That is what does not fit.
            let dropped = unopened.Take(count).ToList()
            let way = new FittingWay(
                [.. tier == UpTo ? [] : new[] { OptionOf(tier) }, .. dropped.Select(OptionOf)],
                others + BytesWithout(dropped, tier)
            )
            where way.Bytes < plan.BudgetBytes
            select way;
        return tries.FirstOrDefault();
    }

    /// <summary>To match every rule with every file takes a while.</summary>
    private Proposals Propose(Tier tier) =>
        _proposals.TryGetValue(tier.Name, out var known) ? known : _proposals[tier.Name] = propose(tier);

    private long BytesWithout(IEnumerable<UnopenedFiles> dropped, Tier tier)
    {
        var paths = dropped.SelectMany(files => files.Paths).ToHashSet(StringComparer.Ordinal);
        var decisions = tier == UpTo ? written : DecideAll(Propose(tier), tier);
        return BytesWith([.. decisions.Where(decision => !paths.Contains(decision.Path))], tier);
    }

    private static string OptionOf(Tier tier) => $"--up-to {tier}";

    private static string OptionOf(UnopenedFiles files) => $"--drop '{files.Glob}'";

    private IEnumerable<WayOn> Files() =>
        unopened.Select(files => new WayOn
        {
            Kind = WayKind.File,
            Name = files.Glob,
            Bytes = files.Bytes,
            IsExact = true,
            Option = OptionOf(files),
            Do = $"leave out {files.Glob} ({files.What} that nothing opened when all was imported and run): {OptionOf(files)}",
            Breaks = "whatever opens it by name",
        });

    private IEnumerable<WayOn> Tiers()
    {
        var upTo = UpTo;
        var before = BytesWith(written, upTo);
        var others = _bytes - before;
        foreach (var tier in Tier.All.Where(tier => tier.Order > upTo.Order))
        {
            var proposals = Propose(tier);
            if (tier == Tier.Unused && proposals.WhyNoUnused is { } why)
            {
                yield return Allow(tier, bytes: null, $"; what it saves can't be said, because {why}");
                continue;
            }

            if (tier == Tier.Kernels && !forecast.HasKernels)
            {
                yield return Allow(tier, bytes: null, "; what it saves was not measured, since the layer is too far beyond its budget");
                continue;
            }

            var after = BytesWith(DecideAll(proposals, tier), tier);
            if (before - after is > 0 and var saved)
            {
                var leaves = others + after;
                yield return Allow(
                    tier,
                    saved,
                    $"; with {OptionOf(tier)} it would have {MessageText.Number(leaves)} bytes{(leaves < plan.BudgetBytes ? ": it fits" : "")}"
                ) with
                {
                    LeavesBytes = leaves,
                };
            }

            foreach (var (rule, bytes) in tier == Tier.Data ? RuleSavings.Of(proposals, forecast, _allKernels) : [])
            {
                yield return Apply(rule, bytes);
            }

            before = after;
        }
    }

    private long BytesWith(IReadOnlyList<EntryDecision> decisions, Tier tier) =>
        forecast.Bytes(
            decisions,
            tier.Order >= Tier.Trim.Order,
            tier.Order >= Tier.Kernels.Order ? _allKernels : new HashSet<string>(StringComparer.Ordinal)
        );

    private static IReadOnlyList<EntryDecision> DecideAll(Proposals proposals, Tier tier)
    {
        var data = new OnDemand { Data = tier.Order >= Tier.Data.Order ? proposals.Data : [] };
        var decisions = proposals.Decide(data);
        return tier == Tier.Unused ? proposals.Decide(data with { Unused = proposals.Unused(decisions) }) : decisions;
    }

    private static WayOn Allow(Tier tier, long? bytes, string more) =>
        new()
        {
            Kind = WayKind.Tier,
            Name = tier.Name,
            Bytes = bytes,
            IsExact = bytes is not null,
            Option = OptionOf(tier),
            Do = $"allow the tier {tier} (prune.upTo '{tier}'): {tier.What}{more}",
        };

    private static WayOn Apply(DataRule rule, long bytes) =>
        new()
        {
            Kind = WayKind.Rule,
            Name = rule.Rule.Id,
            Bytes = bytes,
            IsExact = true,
            Do = $"of the tier {Tier.Data}: {rule.Rule.Reason}{(rule.TakesNames ? $"; data.{rule.Rule.Id} names those that stay" : "")}",
            Breaks = rule.Rule.Breaks,
        };

    private IEnumerable<WayOn> Shares()
    {
        var bytes = written
            .GroupBy(decision => forecast.Owners.Find(decision.Path) ?? "", StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(decision => decision.BytesAfter), StringComparer.Ordinal);
        var shares = PackageShares.Of(install?.Distributions ?? [], bytes);
        foreach (var (name, others, share) in shares.Where(share => share.Bytes > 0).Take(shares.Count > 1 ? Packages : 0))
        {
            var alone = others == 0 ? "" : $" and {Plural.Of(others, "distribution", "distributions")} that only it needs";
            yield return new WayOn
            {
                Kind = WayKind.Package,
                Name = name,
                Bytes = share,
                IsExact = true,
                Do = $"leave out {name}{alone}",
                Breaks = $"everything that uses {name}",
            };
        }

        if (PruneBudget.Of(plan).ReserveBytes is > 0 and var reserve)
        {
            yield return new WayOn
            {
                Kind = WayKind.Reserve,
                Bytes = reserve,
                IsExact = true,
                Do =
                    $"lower budget.reserveBytes, as far as the function's own code{(plan.Request.Budget.OtherLayersBytes is null ? " and its other layers leave" : " leaves")} room",
            };
        }
    }

    private IEnumerable<WayOn> Others(WayOn? largest)
    {
        yield return new WayOn
        {
            Kind = WayKind.Layer,
            Bytes = largest?.Bytes,
            Do =
                $"split the packages over layers for different functions{(largest is null ? "" : $", for example {largest.Name} into one of its own")}; "
                + "one function and all its layers share the limit, so a function that needs everything gains nothing",
        };
        yield return new WayOn
        {
            Kind = WayKind.Image,
            Bytes = _bytes,
            IsExact = true,
            IsEnough = true,
            Do = $"package the function as a container image, which may have {LambdaLimits.ImageGigabytes} GB and uses no layers",
        };
    }
}
