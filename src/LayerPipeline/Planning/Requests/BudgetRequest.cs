using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Planning.Requests;

/// <summary>How much of Lambda's 262,144,000 bytes is not this layer's to use.</summary>
public sealed record BudgetRequest
{
    /// <summary>Bytes kept free for the function's own code; 0 to 262,144,000.</summary>
    public long ReserveBytes { get; init; }

    /// <summary>Bytes that layer.zip may have because of bytecode, zipped; null for no such limit.</summary>
    public long? ZipBytes { get; init; }

    /// <summary>ARNs of layer versions that the function uses together with this one; at most 4. Requests may still call it <c>besides</c>.</summary>
    public IReadOnlyList<string> OtherLayers
    {
        get => field ?? [];
        init;
    }

    /// <summary>Unzipped bytes of the other layers together, 0 to 262,144,000; null where nobody knows.</summary>
    public long? OtherLayersBytes { get; init; }

    /// <summary>Bytes that this layer must stay under: Lambda's limit, less the reserve and what is known of other layers.</summary>
    internal long Bytes => LambdaLimits.UnzippedBytes - ReserveBytes - (OtherLayersBytes ?? 0);
}
