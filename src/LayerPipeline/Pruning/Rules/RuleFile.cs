namespace LayerPipeline.Pruning.Rules;

/// <summary>rules.json or data-rules.json as it stands.</summary>
internal sealed record RuleFile
{
    /// <summary>Rules that propose removals; the first one that matches a file speaks for it.</summary>
    public required IReadOnlyList<Rule> Rules { get; init; }

    /// <summary>Files that no rule may remove.</summary>
    public required IReadOnlyList<Rule> Protected { get; init; }
}
