using LayerPipeline.Explaining;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Pruning.Deciding;

namespace LayerPipeline.Reporting.Tables;

/// <summary>Why files are in a layer or are not, in sentences and tables.</summary>
public static class ExplanationTables
{
    private const int Shown = 15;
    private const int Listed = 6;

    /// <summary>One file.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <returns>The section.</returns>
    public static TextSection Of(FileExplanation explanation) =>
        new() { Title = MessageText.Shorten(explanation.Decision.Path, 300), Notes = [.. Sentences(explanation)] };

    /// <summary>Removed files.</summary>
    /// <param name="glob">What was asked for.</param>
    /// <param name="removed">The files.</param>
    /// <returns>The section.</returns>
    public static TextSection Of(string glob, IReadOnlyList<EntryDecision> removed) =>
        TextSection.Of(
            $"Removed: {MessageText.Shorten(glob)}",
            [new("File"), new("Rule"), new("Why"), new("Bytes", true)],
            removed,
            Shown,
            entry => [entry.Path, entry.Rule ?? "", entry.Reason ?? "", MessageText.Number(entry.Bytes)],
            $"{Plural.Of(removed.Count, "file")}, {MessageText.Number(removed.Sum(entry => entry.Bytes))} bytes."
        );

    private static IEnumerable<string> Sentences(FileExplanation explanation)
    {
        var decision = explanation.Decision;
        yield return $"{What(decision)}{(decision.Distribution is { } name ? $"; of {name}" : "")}.";
        if (explanation.Cold is { } cold)
        {
            yield return $"Cold: it is inflated with {cold.Name} when a function imports that; {MessageText.Number(cold.StoredBytes)} bytes in the "
                + $"cold store, {MessageText.Number(cold.Bytes)} inflated.";
        }

        if (explanation.ColdDamage is { } damage)
        {
            yield return $"No function can import it: {MessageText.Shorten(damage, 500)}";
        }

        yield return decision.Rule is null
            ? "No rule names it."
            : $"The rule '{decision.Rule}'{(explanation.Tier is { } tier ? $" (tier {tier})" : "")} proposes to remove it: {explanation.RuleReason}.";
        if (decision.Reason is { } reason)
        {
            yield return $"{(decision.Action == EntryAction.Removed ? "Removed" : "Kept")}: {MessageText.Shorten(reason, 500)}.";
        }

        foreach (var sentence in explanation.WasProbed ? Users(explanation) : ["Nothing was probed, so nobody is known to use it."])
        {
            yield return sentence;
        }
    }

    private static IEnumerable<string> Users(FileExplanation explanation)
    {
        (string Who, IReadOnlyCollection<string> Names)[] users =
        [
            ("Imported by", [.. explanation.ImportedBy.Select(importer => importer.ToString())]),
            ("Opened by", explanation.OpenedBy),
            ("Named by", explanation.NamedBy),
            ("Read as a file by", explanation.ReadBy),
        ];
        foreach (var (who, names) in users.Where(user => user.Names.Count > 0))
        {
            yield return $"{who} {MessageText.List(names, Listed)}.";
        }

        if (explanation.Chain.Count > 0)
        {
            yield return $"The way to it: {string.Join(" → ", explanation.Chain.Select(importer => importer.ToString()))} → this file.";
        }

        if (explanation.OpenedByCompiledCode)
        {
            yield return "Compiled code opened it while the packages were probed.";
        }

        if (users.All(user => user.Names.Count == 0) && !explanation.OpenedByCompiledCode)
        {
            yield return "Nothing was seen to import, open or name it.";
        }
    }

    private static string What(EntryDecision decision) =>
        decision.Action switch
        {
            EntryAction.Removed => $"Not in the layer: {MessageText.Number(decision.Bytes)} bytes were removed",
            EntryAction.Changed =>
                $"In the layer, changed: {MessageText.Number(decision.Bytes)} → {MessageText.Number(decision.BytesAfter)} bytes"
                    + (decision.ChangedBy is { } by ? $" (tier {by})" : ""),
            _ => $"In the layer as it was: {MessageText.Number(decision.Bytes)} bytes",
        };
}
