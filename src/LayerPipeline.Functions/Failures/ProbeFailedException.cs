namespace LayerPipeline.Functions.Failures;

/// <summary>
/// The probe of the layer gave no report that can be read: its process died, a package's code tampered with it, or the throwaway
/// function could not be made.
/// </summary>
/// <param name="problem">What happened.</param>
/// <param name="innerException">The reader's own complaint, when there is one.</param>
/// <param name="next">What to do next.</param>
public sealed class ProbeFailedException(string problem, Exception? innerException = null, string next = ProbeFailedException.LookAtProbes)
    : LayerPipelineException($"{problem} Nothing was published. {next}", innerException)
{
    private const string LookAtProbes =
        "Look at the throwaway function's log, and at the request's own probes: code that exits or kills the process can't be probed.";
}
