using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Planning;

/// <summary>Judges the request's <c>data</c> by the rules that exist. Whether the packages have the names is known only when they are installed.</summary>
internal static class DataNames
{
    /// <summary>Checks it.</summary>
    /// <param name="data">The request's field.</param>
    /// <param name="rules">The rules.</param>
    /// <exception cref="InvalidRequestException">A rule does not exist, takes no names or is given none.</exception>
    public static void Check(IReadOnlyDictionary<string, IReadOnlyList<string>> data, RuleSet rules)
    {
        foreach (var (id, names) in data)
        {
            Check(id, names, rules);
        }
    }

    private static void Check(string id, IReadOnlyList<string> names, RuleSet rules)
    {
        var named = rules.Data.Where(rule => rule.TakesNames).Select(rule => rule.Rule.Id).ToList();
        var rule = rules.Data.FirstOrDefault(rule => string.Equals(rule.Rule.Id, id, StringComparison.Ordinal));
        if (rule is null)
        {
            throw new InvalidRequestException(
                "data",
                MessageText.Shorten(id),
                $"is not a rule of the tier '{Tier.Data}'{Spelling.Hint(id, named)}; those that take names are {MessageText.List(named)}"
            );
        }

        var field = $"data.{id}";
        if (!rule.TakesNames)
        {
            throw new InvalidRequestException(
                field,
                null,
                $"takes no names, because the rule has one part only; to keep its files, put {MessageText.List(rule.Rule.Patterns)} into prune.keep"
            );
        }

        if (names.Count is 0 or > Limits.DataNames)
        {
            throw new InvalidRequestException(
                field,
                null,
                $"has {names.Count} names; give 1 to {Limits.DataNames}, or omit it to keep none"
            );
        }

        foreach (var (index, name) in names.Index())
        {
            if (name.Length is 0 or > Limits.GlobLength || name.Contains('/', StringComparison.Ordinal) || name.Any(char.IsControl))
            {
                throw new InvalidRequestException(
                    $"{field}[{index}]",
                    MessageText.Shorten(name),
                    "is not a name; wildcards and paths are not taken"
                );
            }
        }
    }
}
