namespace LayerPipeline.Functions;

/// <summary>The probe of the layer gave no report that can be read: its process died, or a package's code tampered with it.</summary>
/// <param name="problem">What happened.</param>
/// <param name="innerException">The reader's own complaint, when there is one.</param>
public sealed class ProbeFailedException(string problem, Exception? innerException = null)
    : LayerPipelineException(
        $"{problem} Nothing was published. Look at the throwaway function's log, and at the request's own probes: "
            + "code that ends or kills processes can't be probed.",
        innerException
    );
