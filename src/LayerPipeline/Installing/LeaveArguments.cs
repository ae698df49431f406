namespace LayerPipeline.Installing;

/// <summary>ARGS.json of <c>python probe/leave.py ARGS.json RESULT.json</c>.</summary>
public sealed record LeaveArguments
{
    /// <summary>The folder of the packages.</summary>
    public required string Root { get; init; }

    /// <summary>pip's report, which is changed.</summary>
    public required string Report { get; init; }

    /// <summary>Normalised names of what the runtime provides.</summary>
    public required IReadOnlyList<string> Provided { get; init; }
}
