namespace LayerPipeline.Pipeline;

/// <summary>One step of a build: what it is called and which files of the run it reads and writes.</summary>
/// <param name="Name">As <c>layer-pipeline step NAME</c> takes it.</param>
/// <param name="Title">As output, documentation and the picture show it.</param>
public sealed record PipelineStep(string Name, string Title)
{
    /// <summary>Files of the run without which it can't work.</summary>
    public required IReadOnlyList<string> Reads { get; init; }

    /// <summary>Files of the run that it takes into account where they exist.</summary>
    public IReadOnlyList<string> ReadsWhereThere { get; init; } = [];

    /// <summary>Files of the run that it writes, each whole or not at all.</summary>
    public required IReadOnlyList<string> Writes { get; init; }

    /// <summary>Whether it runs the packages' own code, for which the runtime's Python is needed.</summary>
    public bool RunsPackages { get; init; }
}
