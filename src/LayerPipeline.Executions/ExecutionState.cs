namespace LayerPipeline.Executions;

/// <summary>Where an execution stands.</summary>
/// <param name="Status">The service's word: RUNNING, SUCCEEDED, FAILED, TIMED_OUT or ABORTED.</param>
/// <param name="Output">JSON it ended with, or null.</param>
/// <param name="Error">Name of its failure, or null.</param>
/// <param name="Cause">The failure in words, or null.</param>
public sealed record ExecutionState(string Status, string? Output, string? Error, string? Cause)
{
    /// <summary>Whether it is under way.</summary>
    public bool IsRunning => Status == "RUNNING";
}
