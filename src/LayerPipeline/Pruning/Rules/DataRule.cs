using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Pruning.Rules;

/// <summary>A rule of the tier data, compiled: one optional feature, or parts of one kind of which the request names those that stay.</summary>
/// <param name="rule">The rule.</param>
public sealed class DataRule(Rule rule)
{
    private readonly IReadOnlyList<NamedPattern> _patterns = [.. rule.Patterns.Select(pattern => new NamedPattern(pattern))];

    /// <summary>The rule.</summary>
    public Rule Rule { get; } = rule;

    /// <summary>Whether the request may name parts that stay.</summary>
    public bool TakesNames => _patterns.Any(pattern => pattern.HasName);

    /// <summary>Whether a file is of the rule.</summary>
    /// <param name="path">Path below <c>python/</c>.</param>
    /// <param name="name">The name of its part; null where the rule has one part only.</param>
    /// <returns>Whether it is.</returns>
    public bool IsMatch(string path, out string? name)
    {
        foreach (var pattern in _patterns)
        {
            if (pattern.IsMatch(path, out name))
            {
                return true;
            }
        }

        name = null;
        return false;
    }

    /// <summary>The names that stay where the request names some: these, what they need, and what all need.</summary>
    /// <param name="named">The request's names.</param>
    /// <returns>All names that stay.</returns>
    public IReadOnlySet<string> Staying(IEnumerable<string> named)
    {
        var staying = new HashSet<string>(Rule.Always, StringComparer.Ordinal);
        foreach (var name in named)
        {
            staying.Add(name);
            for (var at = 0; Rule.Parents is { } marks && at < name.Length; at++)
            {
                if (at > 0 && marks.Contains(name[at], StringComparison.Ordinal))
                {
                    staying.Add(name[..at]);
                }
            }
        }

        return staying;
    }

    /// <summary>Says what is wrong with a name that nothing in the packages has.</summary>
    /// <param name="name">The request's name.</param>
    /// <param name="known">The names that are there.</param>
    /// <returns>The problem, as a message goes on after the name.</returns>
    public string Unknown(string name, IReadOnlyCollection<string> known) =>
        known.Count == 0
            ? $"names a part of '{Rule.Id}', but the packages have none of its files ({MessageText.List(Rule.Patterns)}); remove it from data"
            : $"is not in the packages{Spelling.Hint(name, known)}; '{Rule.Id}' has {MessageText.List([.. known.Order(StringComparer.Ordinal)], 12)}";
}
