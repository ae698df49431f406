using LayerPipeline.Cli.Output;
using Spectre.Console;

namespace LayerPipeline.Cli.Interpreters;

/// <summary>What commands need of the process around them.</summary>
internal sealed record CliContext
{
    /// <summary>Where results go.</summary>
    public required IAnsiConsole Console { get; init; }

    /// <summary>Knows whether results still go anywhere; null where they always do.</summary>
    public GuardedWriter? Guard { get; init; }

    /// <summary>Where errors go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Finds interpreters.</summary>
    public InterpreterSearch Interpreters => new(Environment);

    /// <summary>The day by which runtimes are deprecated or not.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);

    /// <summary>The output that the options ask for.</summary>
    /// <param name="json">Whether <c>--json</c> was given.</param>
    /// <param name="quiet">Whether <c>--quiet</c> was given.</param>
    /// <returns>The output.</returns>
    public IBuildOutput Output(bool json, bool quiet) =>
        json ? new JsonOutput(Console.Profile.Out.Writer)
        : quiet ? new QuietOutput()
        : Console.Profile.Capabilities.Interactive && Console.Profile.Out.IsTerminal ? new LiveOutput(Console)
        : new PlainOutput(Console);
}
