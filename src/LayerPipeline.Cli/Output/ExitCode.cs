namespace LayerPipeline.Cli.Output;

/// <summary>Exit codes of the command line; the README lists them.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>An internal error; a log was written.</summary>
    public const int Fault = 1;

    /// <summary>Bad input, or something on this machine that a user can change.</summary>
    public const int BadInput = 2;

    /// <summary>A gate failed: the layer would not fit or not work.</summary>
    public const int GateFailed = 3;

    /// <summary>Stopped by Ctrl-C, or by a terminal that was closed, as shells have it of Ctrl-C: 128 and the signal's number.</summary>
    public const int Stopped = 130;
}
