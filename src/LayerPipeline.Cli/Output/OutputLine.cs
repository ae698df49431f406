using LayerPipeline.Analyzing;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Comparing;
using LayerPipeline.Explaining;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Reporting;

namespace LayerPipeline.Cli.Output;

/// <summary>One line of <c>--json</c>; one of its fields says which kind it is. docs/json.md describes them.</summary>
internal sealed record OutputLine
{
    /// <summary>Version of the lines' form: it changes when a field goes or gets another meaning, not when one is added.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Name of a step that ended.</summary>
    public string? Step { get; init; }

    /// <summary>What came of the step.</summary>
    public string? Detail { get; init; }

    /// <summary>Seconds that the step took.</summary>
    public double? Seconds { get; init; }

    /// <summary>Something that stops nothing.</summary>
    public string? Warning { get; init; }

    /// <summary>A result in words.</summary>
    public string? Result { get; init; }

    /// <summary>An expected failure's type.</summary>
    public string? Error { get; init; }

    /// <summary>The failure in words.</summary>
    public string? Message { get; init; }

    /// <summary>Of a layer that is too large: by how much, what is in the way, and what can be done.</summary>
    public Shortfall? Shortfall { get; init; }

    /// <summary>What <c>plan</c> understood.</summary>
    public PlanSummary? Plan { get; init; }

    /// <summary>The end of a build.</summary>
    public BuildSummary? Build { get; init; }

    /// <summary>The end of <c>verify</c>.</summary>
    public Verification? Verification { get; init; }

    /// <summary>What <c>analyze</c> found.</summary>
    public LayerAnalysis? Analysis { get; init; }

    /// <summary>What <c>compare</c> found.</summary>
    public LayerComparison? Comparison { get; init; }

    /// <summary>What <c>verify --rebuild</c> found.</summary>
    public RebuiltLayer? Rebuilt { get; init; }

    /// <summary>Why a file is in a layer or is not, as <c>why</c> says it; one line a file.</summary>
    public FileExplanation? Explanation { get; init; }

    /// <summary>What <c>why --removed</c> found, most bytes first.</summary>
    public IReadOnlyList<EntryDecision>? Removed { get; init; }
}
