using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Pruning.Deciding;

/// <summary>Which parts of known packages the request keeps, and which there are.</summary>
/// <param name="rules">The rules.</param>
/// <param name="data">The request's names by rule.</param>
internal sealed class DataParts(RuleSet rules, IReadOnlyDictionary<string, IReadOnlyList<string>> data)
{
    private readonly Dictionary<DataRule, IReadOnlySet<string>> _staying = rules.Data.ToDictionary(
        rule => rule,
        rule => rule.Staying(data.GetValueOrDefault(rule.Rule.Id, []))
    );

    private readonly Dictionary<DataRule, HashSet<string>> _seen = [];

    /// <summary>The rule that proposes to remove a file, or null.</summary>
    /// <param name="path">Path below <c>python/</c>.</param>
    /// <param name="isNamed">Whether the request names the file's part, or one that needs it.</param>
    public DataRule? Find(string path, out bool isNamed)
    {
        isNamed = false;
        var rule = rules.MatchData(path, out var name);
        if (rule is null || name is null)
        {
            return rule;
        }

        if (!_seen.TryGetValue(rule, out var names))
        {
            _seen.Add(rule, names = new HashSet<string>(StringComparer.Ordinal));
        }

        names.Add(name);
        if (!_staying[rule].Contains(name))
        {
            return rule;
        }

        isNamed = data.ContainsKey(rule.Rule.Id);
        return null;
    }

    /// <summary>Holds the request's names against what was seen.</summary>
    /// <exception cref="InvalidRequestException">A name is not there.</exception>
    public void CheckNames()
    {
        foreach (var rule in rules.Data.Where(rule => data.ContainsKey(rule.Rule.Id)))
        {
            var seen = _seen.GetValueOrDefault(rule) ?? [];
            foreach (var (index, name) in data[rule.Rule.Id].Index())
            {
                if (!seen.Contains(name))
                {
                    throw new InvalidRequestException(
                        $"data.{rule.Rule.Id}[{index}]",
                        MessageText.Shorten(name),
                        rule.Unknown(name, seen.Except(rule.Rule.Always, StringComparer.Ordinal).ToList())
                    );
                }
            }
        }
    }
}
