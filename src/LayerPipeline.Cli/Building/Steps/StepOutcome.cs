namespace LayerPipeline.Cli.Building.Steps;

/// <summary>What a step says when it is done.</summary>
/// <param name="Text">What came of it, in one line.</param>
internal sealed record StepOutcome(string Text)
{
    /// <summary>What stops nothing, and a user should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether files were restored, so that the layer is pruned again.</summary>
    public bool Repair { get; init; }
}
