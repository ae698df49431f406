using LayerPipeline.Local.Interpreters;
using LayerPipeline.Planning;

namespace LayerPipeline.Cli.Steps;

/// <summary>What a command line says in addition to the request.</summary>
internal sealed record BuildSwitches
{
    /// <summary>pip's own options.</summary>
    public PipOptions Pip
    {
        get => field ?? new();
        init;
    }

    /// <summary>The files that name requirements, for pip's options in them.</summary>
    public RequestSources Sources { get; init; } = RequestSources.None;

    /// <summary>Path of uv, or null where it is not on PATH.</summary>
    public string? Uv { get; init; }

    /// <summary>What <c>--interpreter</c> names, or null.</summary>
    public string? Interpreter { get; init; }

    /// <summary>Whether it may go on where nothing can be probed.</summary>
    public bool AllowUnproven { get; init; }

    /// <summary>False with <c>--no-measure</c>.</summary>
    public bool Measures { get; init; } = true;

    /// <summary>False with <c>--no-evidence</c>.</summary>
    public bool UseEvidence { get; init; } = true;
}
