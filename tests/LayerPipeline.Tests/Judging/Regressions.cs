using LayerPipeline.Judging;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Restoring;

namespace LayerPipeline.Tests.Judging;

/// <summary>Builds regressions and what was removed.</summary>
internal static class Regressions
{
    public static Regression MissingModule(string module, string id = "pkg") =>
        Failure(
            new ProbeError
            {
                Type = "ModuleNotFoundError",
                Message = $"No module named '{module}'",
                MissingModule = module,
            },
            id
        );

    public static Regression MissingFile(string file) =>
        Failure(
            new ProbeError
            {
                Type = "FileNotFoundError",
                Message = $"No such file: {file}",
                MissingFile = file,
            }
        );

    public static Regression MissingLibrary(string library) =>
        Failure(
            new ProbeError
            {
                Type = "ImportError",
                Message = $"{library}: cannot open shared object file",
                MissingLibrary = library,
            }
        );

    public static Regression Unexplained(string? distribution = "pkg") =>
        Failure(new ProbeError { Type = "AssertionError", Message = "1 != 2\nsecond line" }, "pkg.x", distribution);

    public static Regression Failure(ProbeError? error, string id = "pkg", string? distribution = "pkg") =>
        new(id, RegressionKind.Module, distribution, error, "It fails.");

    public static PruneReport Pruned(params EntryDecision[] entries) =>
        new()
        {
            RulesVersion = "1",
            Tiers = [],
            Evidence = true,
            BytesBefore = 0,
            BytesAfter = 0,
            Rules = [],
            Distributions = [],
            Entries = entries,
        };

    public static EntryDecision Removed(string path, string? distribution = "pkg", string rule = "tests") =>
        new()
        {
            Path = "python/" + path,
            Action = EntryAction.Removed,
            Distribution = distribution,
            Rule = rule,
            Bytes = 1,
            BytesAfter = 0,
        };

    public static EntryDecision Kept(string path) => Removed(path) with { Action = EntryAction.Kept, Rule = null };

    public static EntryDecision Trimmed(string path, string? tier) =>
        Removed(path) with
        {
            Action = EntryAction.Trimmed,
            Rule = null,
            TrimmedBy = tier,
        };

    public static EntryDecision Dropped(string path) => Removed(path, rule: PrunePlanner.DropRule);

    public static Judgement Judge(PruneReport pruned, params Regression[] regressions) =>
        LayerPipeline.Judging.Judge.Decide(regressions, pruned, new RepairLog());

    /// <summary>Paths below <c>python/</c> that the next prune keeps.</summary>
    public static IEnumerable<string> Restored(this Judgement judgement) =>
        judgement.Log.Restored.Select(restoration => restoration.Path["python/".Length..]);
}
