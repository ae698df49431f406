namespace LayerPipeline.Executions;

/// <summary>A request was started again and again on one day.</summary>
/// <param name="name">What the executions' names begin with.</param>
/// <param name="limit">How many there are.</param>
public sealed class TooManyExecutionsException(string name, int limit)
    : LayerPipelineException(
        $"{limit} executions named {name}... were started today, which is the limit. Find out what starts them, and wait until tomorrow."
    );
