namespace LayerPipeline.Cli.Steps;

/// <summary>
/// Ctrl-C, and a terminal that is closed, reach every process of the terminal: a child may be gone before this process has heard of it.
/// </summary>
internal static class Interrupt
{
    // 128 and the number of SIGHUP and SIGINT, as shells and .NET report a process that a signal ended.
    private const int EndedByHangUp = 129;
    private const int EndedByInterrupt = 130;

    /// <summary>Ends what is being done where a child was stopped so.</summary>
    /// <param name="exitCode">The child's exit code.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="OperationCanceledException">It was.</exception>
    public static void ThrowIfSeen(int exitCode, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (exitCode is EndedByHangUp or EndedByInterrupt)
        {
            throw new OperationCanceledException("A process was stopped by Ctrl-C, or because its terminal was closed.");
        }
    }
}
