namespace LayerPipeline.Demo;

/// <summary>A sample's extension can't be compiled on this machine. The demo goes on without that sample.</summary>
/// <param name="reason">Why, in a few words: it ends the line "... was skipped: ".</param>
/// <param name="innerException">The cause, when there is one.</param>
public sealed class ExtensionNotBuiltException(string reason, Exception? innerException = null)
    : LayerPipelineException(reason, innerException);
