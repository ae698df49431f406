namespace LayerPipeline.Executions;

/// <summary>How much of the workflow is done.</summary>
/// <param name="Done">Steps that have ended, each once for each build.</param>
/// <param name="Total">Steps that there are; a build that finds nothing to do ends before its last.</param>
/// <param name="Latest">The state that ended last; null before the first.</param>
public sealed record ExecutionSteps(int Done, int Total, string? Latest);
