using LayerPipeline.Planning;

namespace LayerPipeline.Installing;

/// <summary>The file that pip wrote with <c>--report</c> can't be read.</summary>
/// <param name="problem">What was found, what is expected, and what to do next.</param>
/// <param name="innerException">The cause, when there is one.</param>
public sealed class InvalidPipReportException(string problem, Exception? innerException = null)
    : LayerPipelineException($"{PipArguments.ReportFile}: {problem}", innerException);
