namespace LayerPipeline.Formats.Toml;

/// <summary>A text is not TOML, or its TOML does not have the form that is expected.</summary>
/// <param name="line">The line, from 1.</param>
/// <param name="column">The column, from 1.</param>
/// <param name="problem">What was found there, and what is expected.</param>
public sealed class InvalidTomlException(int line, int column, string problem) : LayerPipelineException(problem)
{
    /// <summary>The line, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>The column, from 1.</summary>
    public int Column { get; } = column;
}
