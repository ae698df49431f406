namespace LayerPipeline.Functions.Storage;

/// <summary>An object that should be small is not.</summary>
/// <param name="address">The object.</param>
/// <param name="bytes">Its bytes.</param>
/// <param name="limit">How many are read.</param>
public sealed class ObjectTooLargeException(string address, long bytes, long limit)
    : LayerPipelineException($"{address} has {bytes:N0} bytes; at most {limit:N0} are read. Make it smaller.");
