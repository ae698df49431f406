namespace LayerPipeline.Cli.Local;

/// <summary>Ctrl-C reaches every process of the terminal: a child may be gone before this process has heard of it.</summary>
internal static class Interrupt
{
    // 128 and SIGINT's number, as shells and .NET report a process that the signal ended.
    private const int EndedBySignal = 130;

    /// <summary>Ends what is being done where a child was stopped by Ctrl-C.</summary>
    /// <param name="exitCode">The child's exit code.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="OperationCanceledException">It was.</exception>
    public static void ThrowIfSeen(int exitCode, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (exitCode == EndedBySignal)
        {
            throw new OperationCanceledException("A process was stopped by Ctrl-C.");
        }
    }
}
