using System.Security.Cryptography;
using System.Text.Json;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Pruning.Rules;

/// <summary>The rules that may be applied, compiled.</summary>
public sealed class RuleSet
{
    private readonly IReadOnlyList<(Rule Rule, PathPattern Pattern)> _rules;
    private readonly IReadOnlyList<(Rule Rule, PathPattern Pattern)> _protected;

    private RuleSet(RuleFile file, string version)
    {
        Version = version;
        Rules = file.Rules;
        _rules = Flatten(file.Rules);
        _protected = Flatten(file.Protected);
    }

    /// <summary>The rules that this version of the product ships.</summary>
    public static RuleSet Shipped { get; } = Load();

    /// <summary>First 16 hexadecimal digits of the SHA-256 of rules.json; part of a build's identity.</summary>
    public string Version { get; }

    /// <summary>Rules that propose removals, in order.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>Reads rules from JSON.</summary>
    /// <param name="json">A file like rules.json, in UTF-8.</param>
    /// <returns>The rules.</returns>
    /// <exception cref="RunFileException">A rule is incomplete, or has no tier that removes files.</exception>
    public static RuleSet Parse(ReadOnlySpan<byte> json)
    {
        var file = Read(json);
        foreach (var rule in file.Rules)
        {
            if (rule.Tier is null || Tier.Find(rule.Tier) is not { ChangesLibraries: false })
            {
                var tiers = string.Join(", ", Tier.All.Where(tier => !tier.ChangesLibraries));
                throw new RunFileException($"Rule '{rule.Id}' has the tier '{rule.Tier}'; a rule can have one of: {tiers}.");
            }
        }

        return new RuleSet(file, Convert.ToHexStringLower(SHA256.HashData(json))[..16]);
    }

    /// <summary>The first rule, up to a tier, that proposes to remove a file.</summary>
    /// <param name="path">Path below <c>python/</c>.</param>
    /// <param name="upTo">The highest tier.</param>
    /// <returns>The rule, or null.</returns>
    public Rule? Match(string path, Tier upTo)
    {
        foreach (var (rule, pattern) in _rules)
        {
            if (pattern.IsMatch(path) && Tier.Find(rule.Tier!)!.Order <= upTo.Order)
            {
                return rule;
            }
        }

        return null;
    }

    /// <summary>The rule that protects a file, or null.</summary>
    /// <param name="path">Path below <c>python/</c>.</param>
    /// <returns>The rule, or null.</returns>
    public Rule? Protection(string path)
    {
        foreach (var (rule, pattern) in _protected)
        {
            if (pattern.IsMatch(path))
            {
                return rule;
            }
        }

        return null;
    }

    private static RuleFile Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, RuleJson.Default.RuleFile) ?? throw new RunFileException("The rules are empty.");
        }
        catch (JsonException e)
        {
            throw new RunFileException($"The rules can't be read: {e.Message}", e);
        }
    }

    private static IReadOnlyList<(Rule Rule, PathPattern Pattern)> Flatten(IEnumerable<Rule> rules) =>
        [.. rules.SelectMany(rule => rule.Patterns.Select(pattern => (rule, new PathPattern(pattern))))];

    private static RuleSet Load()
    {
        using var stream = typeof(RuleSet).Assembly.GetManifestResourceStream("rules.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Parse(bytes);
    }
}
