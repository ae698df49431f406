using LayerPipeline.Formats.Contents;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Pruning.Rules;

/// <summary>A rule of a tier that is always entered, so that it is asked fast.</summary>
internal sealed class TierRule
{
    private readonly uint _kinds;

    /// <summary>Takes a rule.</summary>
    /// <param name="rule">The rule; it has a tier.</param>
    public TierRule(Rule rule)
    {
        Rule = rule;
        Order = Tier.Find(rule.Tier!)!.Order;
        _kinds = (rule.Kinds.Count == 0 ? uint.MaxValue : Bits(rule.Kinds)) & ~Bits(rule.NotKinds);
    }

    /// <summary>The rule.</summary>
    public Rule Rule { get; }

    /// <summary>Place of its tier.</summary>
    public int Order { get; }

    /// <summary>Whether it is about files of a kind.</summary>
    /// <param name="kind">What a file is by its content.</param>
    public bool IsFor(FileKind kind) => (_kinds >> (int)kind & 1) != 0;

    private static uint Bits(IEnumerable<FileKind> kinds) => kinds.Aggregate(0u, (bits, kind) => bits | (1u << (int)kind));
}
