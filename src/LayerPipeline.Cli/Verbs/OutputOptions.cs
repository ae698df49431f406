using System.CommandLine;
using LayerPipeline.Cli.Output;
using LayerPipeline.Local.Interpreters;

namespace LayerPipeline.Cli.Verbs;

/// <summary>How a command tells what it does; every command has these.</summary>
internal static class OutputOptions
{
    /// <summary>For machines.</summary>
    public static Option<bool> Json { get; } =
        new("--json") { Description = "Print one JSON object per line instead of text; the last one is the result.", Recursive = true };

    /// <summary>For scripts.</summary>
    public static Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Print only errors.", Recursive = true };

    /// <summary>The output that a command line asks for.</summary>
    public static IBuildOutput From(ParseResult line, CliContext context) => context.Output(line.GetValue(Json), line.GetValue(Quiet));
}
