using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Budgeting;
using LayerPipeline.Reporting;
using Spectre.Console;

namespace LayerPipeline.Cli.Output;

/// <summary>How the layer came to its size: the budget, and what each tier brought or why it was not entered.</summary>
internal static class BudgetLines
{
    private const int ChosenListed = 6;
    private const int ModulesListed = 12;

    /// <summary>Writes the lines.</summary>
    public static void Write(IAnsiConsole console, BuildSummary summary)
    {
        if (summary.Budget is not { } budget)
        {
            return;
        }

        console.MarkupLineInterpolated($"Budget {Describe(budget)}");
        foreach (var step in summary.Steps.Where(step => step.State is TierState.Entered or TierState.NotPossible))
        {
            console.MarkupLineInterpolated($"  {step.Tier, -12} {Describe(step)}");
        }

        WriteOthers(console, summary.Steps, TierState.NotNeeded, "not needed");
        WriteOthers(console, summary.Steps, TierState.NotAllowed, "not allowed by prune.upTo");
        WriteGivenUp(console, summary);
        console.WriteLine();
    }

    private static string Describe(PruneBudget budget) =>
        (budget.ReserveBytes, budget.OtherLayersBytes ?? 0, budget.OtherLayers.Count) switch
        {
            (0, 0, 0) => $"{budget.BudgetBytes:N0} bytes, Lambda's limit:",
            (0, 0, var layers) when budget.OtherLayersBytes is null =>
                $"{budget.BudgetBytes:N0} bytes, Lambda's limit, of which {layers} other layers take their part:",
            (0, var others, _) => $"{budget.BudgetBytes:N0} bytes, {budget.LimitBytes:N0} less {others:N0} of other layers:",
            (var reserve, 0, _) => $"{budget.BudgetBytes:N0} bytes, {budget.LimitBytes:N0} less the reserve of {reserve:N0}:",
            (var reserve, var others, _) =>
                $"{budget.BudgetBytes:N0} bytes, {budget.LimitBytes:N0} less the reserve of {reserve:N0} and {others:N0} of other layers:",
        };

    private static string Describe(TierStep step)
    {
        var chosen = string.Join(", ", step.Chosen.Take(ChosenListed));
        var more = step.Chosen.Count > ChosenListed ? $" and {step.Chosen.Count - ChosenListed:N0} more" : "";
        return step.State == TierState.NotPossible ? $"needed, but not possible: {step.Reason}"
            : chosen.Length == 0 ? $"{step.Bytes, 12:N0} bytes"
            : $"{step.Bytes, 12:N0} bytes: {chosen}{more}";
    }

    private static void WriteOthers(IAnsiConsole console, IReadOnlyList<TierStep> steps, TierState state, string why)
    {
        var tiers = steps.Where(step => step.State == state).Select(step => step.Tier).ToList();
        if (tiers.Count > 0)
        {
            console.MarkupLineInterpolated($"  [grey]{why}: {string.Join(", ", tiers)}[/]");
        }
    }

    private static void WriteGivenUp(IAnsiConsole console, BuildSummary summary)
    {
        var modules = summary.Manifest.GivenUp;
        if (modules.Count > 0)
        {
            var more = modules.Count > ModulesListed ? $" and {modules.Count - ModulesListed:N0} more, all of them in manifest.json" : "";
            console.MarkupLineInterpolated(
                $"Given up, so they can't be imported any more: {string.Join(", ", modules.Take(ModulesListed))}{more}"
            );
        }

        if (summary.Manifest.RestsOnRequestProbes)
        {
            console.MarkupLineInterpolated(
                $"[yellow]The proof rests on the request's own probes:[/] the tier {Tier.Unused} removed what they do not touch."
            );
        }
    }
}
