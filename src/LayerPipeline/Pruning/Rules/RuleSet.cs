using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using LayerPipeline.Formats.Contents;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Pruning.Rules;

/// <summary>The rules that may be applied, compiled.</summary>
public sealed class RuleSet
{
    private static readonly SearchValues<char> Wildcards = SearchValues.Create("*?[{");

    private readonly PatternList<TierRule> _rules;
    private readonly PatternList<TierRule> _gpu;
    private readonly PatternList<Rule> _protected;

    /// <summary>Rules of the tier data by the top folder of their patterns: each is for one known package, and few paths are of one.</summary>
    private readonly Dictionary<string, List<DataRule>> _dataByTop = new(StringComparer.Ordinal);

    private RuleSet(RuleFile file, string version, IReadOnlyList<Rule>? gpu = null)
    {
        Version = version;
        Rules = [.. file.Rules.Concat(gpu ?? []).OrderBy(rule => Tier.Find(rule.Tier!)!.Order)];
        _gpu = Compile(gpu ?? [], rule => new TierRule(rule));
        _rules = Compile(file.Rules.Where(rule => !IsOfData(rule)), rule => new TierRule(rule));
        _protected = Compile(file.Protected, rule => rule);
        Patterns = [.. file.Rules.Where(rule => !IsOfData(rule)).SelectMany(rule => rule.Patterns).Distinct(StringComparer.Ordinal)];
        Data = [.. file.Rules.Where(IsOfData).Select(rule => new DataRule(rule))];
        foreach (var rule in Data)
        {
            foreach (var top in rule.Rule.Patterns.Select(TopOf).Distinct(StringComparer.Ordinal))
            {
                _dataByTop.TryAdd(top, []);
                _dataByTop[top].Add(rule);
            }
        }
    }

    /// <summary>The rules that this version of the product ships.</summary>
    public static RuleSet Shipped { get; } = Load();

    /// <summary>First 16 hexadecimal digits of the SHA-256 of the rules' files; part of a build's identity.</summary>
    public string Version { get; }

    /// <summary>Rules that propose removals, in order.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>Globs of the rules of tiers that are always entered, but for those for libraries that serve GPUs.</summary>
    public IReadOnlyList<string> Patterns { get; }

    /// <summary>Those of the tier data.</summary>
    public IReadOnlyList<DataRule> Data { get; }

    /// <summary>Reads rules from JSON.</summary>
    /// <param name="json">A file like rules.json, in UTF-8.</param>
    /// <returns>The rules.</returns>
    /// <exception cref="RunFileException">A rule is incomplete, or has no tier that removes files.</exception>
    public static RuleSet Parse(ReadOnlySpan<byte> json)
    {
        var file = Read(json);
        foreach (var rule in file.Rules)
        {
            Check(rule);
        }

        return new RuleSet(file, Convert.ToHexStringLower(SHA256.HashData(json))[..16]);
    }

    /// <summary>The first rule of a tier that always applies, up to a tier, that proposes to remove a file.</summary>
    /// <param name="path">Path below <c>python/</c>.</param>
    /// <param name="upTo">The highest tier.</param>
    /// <param name="kind">What the file is by its content.</param>
    /// <param name="applies">Whether what a rule looks at beside is so; null where all rules apply.</param>
    /// <returns>The rule, or null.</returns>
    public Rule? Match(string path, Tier upTo, FileKind kind = FileKind.Other, Func<Rule, bool>? applies = null)
    {
        foreach (var rule in _rules.Of(path))
        {
            if (rule.Order <= upTo.Order && rule.IsFor(kind) && (applies is null || applies(rule.Rule)))
            {
                return rule.Rule;
            }
        }

        return null;
    }

    /// <summary>The rule for libraries that serve GPUs only which proposes to remove a library.</summary>
    /// <param name="path">Path below <c>python/</c>.</param>
    /// <param name="upTo">The highest tier.</param>
    /// <returns>The rule, or null.</returns>
    internal Rule? MatchGpu(string path, Tier upTo)
    {
        foreach (var rule in _gpu.Of(path))
        {
            if (rule.Order <= upTo.Order)
            {
                return rule.Rule;
            }
        }

        return null;
    }

    /// <summary>The first rule of the tier data that proposes to remove a file.</summary>
    /// <param name="path">Path below <c>python/</c>.</param>
    /// <param name="name">The name of the file's part; null where the rule has one part only.</param>
    /// <returns>The rule, or null.</returns>
    internal DataRule? MatchData(string path, out string? name)
    {
        name = null;
        var slash = path.AsSpan().IndexOf('/');
        var top = slash < 0 ? path : path.AsSpan(0, slash);
        if (!_dataByTop.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(top, out var rules))
        {
            return null;
        }

        foreach (var rule in rules)
        {
            if (rule.IsMatch(path, out name))
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
        var found = _protected.Of(path);
        return found.MoveNext() ? found.Current : null;
    }

    private static IEnumerable<PathPattern?> PatternsOf(Rule rule) =>
        rule.Patterns.Count == 0 && rule.Kinds.Count > 0
            ? [null]
            : rule.Patterns.Select<string, PathPattern?>(pattern => new PathPattern(pattern));

    private static bool IsOfData(Rule rule) => Tier.Find(rule.Tier ?? "") == Tier.Data;

    private static string TopOf(string pattern) => pattern.Split('/')[0];

    private static void Check(Rule rule)
    {
        if (rule.Tier is null || Tier.Find(rule.Tier) is not { } tier || !TakesRules(tier))
        {
            var tiers = string.Join(", ", Tier.All.Where(TakesRules));
            throw new RunFileException($"Rule '{rule.Id}' has the tier '{rule.Tier}'; a rule can have one of: {tiers}.");
        }

        if (tier == Tier.Data && string.IsNullOrWhiteSpace(rule.Breaks))
        {
            throw new RunFileException(
                $"Rule '{rule.Id}' has the tier 'data' and does not say what stops working; fill in its field 'breaks'."
            );
        }

        if (tier == Tier.Data && rule.Patterns.FirstOrDefault(pattern => TopOf(pattern).AsSpan().ContainsAny(Wildcards)) is { } wild)
        {
            throw new RunFileException(
                $"Rule '{rule.Id}' has the pattern '{wild}', whose top folder has a wildcard; a rule of the tier 'data' is for one known package."
            );
        }
    }

    /// <summary>Of a tier that is entered on demand, only trying or the request's probes tell what it saves.</summary>
    private static bool TakesRules(Tier tier) => !tier.IsOnDemand || tier == Tier.Data;

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

    private static PatternList<T> Compile<T>(IEnumerable<Rule> rules, Func<Rule, T> item) =>
        new(
            rules
                .Select(rule => (Item: item(rule), Rule: rule))
                .SelectMany(pair => PatternsOf(pair.Rule).Select(pattern => (pair.Item, pattern)))
        );

    /// <summary>The files as one: what holds for all packages, for known ones, and for libraries that serve GPUs.</summary>
    private static RuleSet Load()
    {
        var (general, data, devices) = (Resource("rules.json"), Resource("data-rules.json"), Resource("gpu-rules.json"));
        var (file, known, gpu) = (Read(general), Read(data), Read(devices));
        foreach (var rule in file.Rules.Concat(known.Rules).Concat(gpu.Rules))
        {
            Check(rule);
        }

        var joined = file with { Rules = [.. file.Rules, .. known.Rules], Protected = [.. file.Protected, .. known.Protected] };
        return new RuleSet(joined, Convert.ToHexStringLower(SHA256.HashData([.. general, .. data, .. devices]))[..16], gpu.Rules);
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(RuleSet).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
