namespace LayerPipeline.Installing;

/// <summary>pip ended with an error. The message holds what happened, what to do, and pip's own words, shortened.</summary>
public sealed class InstallFailedException : LayerPipelineException
{
    internal InstallFailedException(
        InstallFailure failure,
        string problem,
        int exitCode,
        IReadOnlyList<string> pipLines,
        string installer = "pip"
    )
        : base(pipLines.Count == 0 ? problem : $"{problem}\n{installer} said:\n{string.Join('\n', pipLines.Select(line => "  " + line))}")
    {
        Failure = failure;
        Problem = problem;
        ExitCode = exitCode;
        PipLines = pipLines;
    }

    /// <summary>Why, as far as pip's output says.</summary>
    public InstallFailure Failure { get; }

    /// <summary>What happened and what to do, without pip's own words.</summary>
    public string Problem { get; }

    /// <summary>pip's exit code.</summary>
    public int ExitCode { get; }

    /// <summary>pip's own words, shortened, without secrets.</summary>
    public IReadOnlyList<string> PipLines { get; }
}
