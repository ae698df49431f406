using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning;

namespace LayerPipeline.Pruning.Budgeting;

/// <summary>What the layer was fitted to.</summary>
public sealed record PruneBudget
{
    /// <summary>Lambda's limit for a function with all its layers, in bytes unzipped.</summary>
    public long LimitBytes { get; init; } = LambdaLimits.UnzippedBytes;

    /// <summary>Bytes that are kept free for the function's own code.</summary>
    public required long ReserveBytes { get; init; }

    /// <summary>ARNs of layers that are used with this one.</summary>
    public IReadOnlyList<string> OtherLayers
    {
        get => field ?? [];
        init;
    }

    /// <summary>Unzipped bytes of those layers together, as the request gives them; null where only Lambda knows.</summary>
    public long? OtherLayersBytes { get; init; }

    /// <summary>Bytes that the layer must stay under.</summary>
    public required long BudgetBytes { get; init; }

    /// <summary>The budget of a plan.</summary>
    /// <param name="plan">The plan.</param>
    internal static PruneBudget Of(BuildPlan plan) =>
        new()
        {
            ReserveBytes = LambdaLimits.UnzippedBytes - plan.BudgetBytes - (plan.Request.Budget.OtherLayersBytes ?? 0),
            OtherLayers = plan.Request.Budget.OtherLayers,
            OtherLayersBytes = plan.Request.Budget.OtherLayersBytes,
            BudgetBytes = plan.BudgetBytes,
        };
}
