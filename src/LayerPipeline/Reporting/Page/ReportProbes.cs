namespace LayerPipeline.Reporting.Page;

/// <summary>Modules and behaviours with what became of them, a list for each property.</summary>
public sealed record ReportProbes
{
    /// <summary>Module names and ids of behaviours.</summary>
    public required IReadOnlyList<string> Id { get; init; }

    /// <summary>The distribution of each; null for the request's own probes.</summary>
    public required IReadOnlyList<string?> Distribution { get; init; }

    /// <summary><c>ok</c>, <c>error</c>, <c>crash</c> or <c>timeout</c> on the untouched packages.</summary>
    public required IReadOnlyList<string> Before { get; init; }

    /// <summary>Likewise on the layer; null where it was not probed.</summary>
    public IReadOnlyList<string?>? After { get; init; }

    /// <summary>Milliseconds on the untouched packages, after others of its distribution had been imported.</summary>
    public required IReadOnlyList<double> Milliseconds { get; init; }

    /// <summary>What went wrong, by id: on the untouched packages, or else on the layer.</summary>
    public required IReadOnlyDictionary<string, string> Errors { get; init; }
}
