using LayerPipeline.Reporting.Tables;

namespace LayerPipeline.Cli.Output;

/// <summary>An answer of a command, for machines and for people.</summary>
/// <param name="Line">What <c>--json</c> prints.</param>
/// <param name="Sections">What a terminal shows.</param>
internal sealed record Answer(OutputLine Line, IReadOnlyList<TextSection> Sections);
