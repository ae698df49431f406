using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Pruning.Deciding;

/// <summary>Files that go unless evidence keeps them, by paths below <c>python/</c>.</summary>
internal sealed class ProposedFiles
{
    private readonly Dictionary<string, Rule?> _rules = new(StringComparer.Ordinal);
    private readonly HashSet<string> _all = new(StringComparer.Ordinal);
    private readonly HashSet<string> _optional = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unused = new(StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public IReadOnlySet<string> All => _all;

    /// <summary>Those that go with a feature that is given up: that they can be imported themselves does not keep them.</summary>
    public IReadOnlySet<string> Optional => _optional;

    /// <summary>Those that the request's probes don't touch: what else was seen to open them does not keep them.</summary>
    public IReadOnlySet<string> Unused => _unused;

    /// <summary>The rule of a tier that is always entered which proposes a file, and nothing else does; null for all others.</summary>
    /// <param name="path">The file.</param>
    public Rule? RuleOf(string path) => _optional.Contains(path) ? null : _rules.GetValueOrDefault(path);

    /// <summary>Whether a file goes by nothing but rules of tiers that are always entered.</summary>
    /// <param name="path">The file.</param>
    public bool IsByRule(string path) => RuleOf(path) is not null;

    /// <summary>Adds a file where anything proposes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="always">The rule of a tier that is always entered which does, or null.</param>
    /// <param name="data">Whether a rule of the tier data does.</param>
    /// <param name="unused">Whether the tier unused does.</param>
    public void Add(string path, Rule? always, bool data, bool unused)
    {
        if (always is not null || data || unused)
        {
            _all.Add(path);
            _rules[path] = always;
        }

        if (data || unused)
        {
            _optional.Add(path);
        }

        if (unused)
        {
            _unused.Add(path);
        }
    }
}
