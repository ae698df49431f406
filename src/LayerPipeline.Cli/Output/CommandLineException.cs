namespace LayerPipeline.Cli.Output;

/// <summary>Something on the command line or on this machine that a user can change.</summary>
/// <param name="message">What was found, what is allowed, and what to do next.</param>
/// <param name="innerException">The cause, when there is one.</param>
public sealed class CommandLineException(string message, Exception? innerException = null)
    : LayerPipelineException(message, innerException);
