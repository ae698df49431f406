using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Filling;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Reporting.Page;

/// <summary>Rules of the tier data that were not applied to a layer and propose files of it.</summary>
internal static class WhatIfRules
{
    /// <summary>Finds them.</summary>
    /// <param name="plan">The plan, whose request names parts that stay.</param>
    /// <param name="applied">Ids of rules that were applied.</param>
    /// <param name="files">The files, as the page lists them.</param>
    /// <returns>A rule each, most bytes first.</returns>
    public static IReadOnlyList<ReportWhatIf> Of(BuildPlan plan, IReadOnlyList<string> applied, IReadOnlyList<ReportFile> files)
    {
        var parts = new DataParts(RuleSet.Shipped, plan.Request.Data);
        return
        [
            .. files
                .Index()
                .Where(file => file.Item.After > 0)
                .Select(file =>
                    (file.Index, file.Item, Rule: LayerTree.Below(SourceOf(file.Item)) is { } path ? parts.Find(path, out _) : null)
                )
                .Where(found => found.Rule is not null && !applied.Contains(found.Rule.Rule.Id))
                .GroupBy(found => found.Rule!.Rule)
                .OrderByDescending(group => group.Sum(found => found.Item.After))
                .Select(group => new ReportWhatIf
                {
                    Rule = group.Key.Id,
                    Reason = group.Key.Reason,
                    Breaks = group.Key.Breaks,
                    Files = [.. group.Select(found => found.Index)],
                }),
        ];
    }

    private static string SourceOf(ReportFile file) =>
        file.Action != ReportAction.Bytecode
            ? file.Path
            : BytecodeFile.SourceOf(file.Path) ?? (ImportNames.IsBytecode(file.Path) ? file.Path[..^1] : file.Path);
}
