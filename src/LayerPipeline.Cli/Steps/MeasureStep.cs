using System.Globalization;
using LayerPipeline.Measuring;
using LayerPipeline.Pipeline;
using LayerPipeline.Probing;

namespace LayerPipeline.Cli.Steps;

/// <summary>Measure: imports the requested distributions in fresh processes, untouched and from the layer.</summary>
internal sealed class MeasureStep : ILocalStep
{
    /// <inheritdoc />
    public PipelineStep Step => PipelineSteps.Measure;

    /// <inheritdoc />
    public async Task<StepOutcome> RunAsync(LocalRun run, Action<string> progress, CancellationToken cancellationToken)
    {
        var baseline = await run.Files.ReadJsonAsync(RunFiles.Baseline, ProbingJson.Default.ProbeReport, cancellationToken);
        var probe = new LocalProbe(run.Interpreter.Interpreter, run.Scratch);
        var figures = await probe.MeasureAsync(
            new StartupArguments
            {
                Raw = Directory.Exists(run.RawTree) ? run.RawTree : await run.UnpackAsync(RunFiles.Raw, "raw", cancellationToken),
                Bytecode = await BytecodeAsync(run, probe.Bytecode, cancellationToken),
                Layer = run.ProbedTree ?? await run.UnpackAsync(RunFiles.Layer, "measured", cancellationToken),
                Scratch = run.Scratch,
                Environment = run.Plan.ProbeArguments.Environment,
                Starts = baseline.Starts,
            },
            cancellationToken
        );
        await run.Files.WriteJsonAsync(RunFiles.Startup, figures, MeasuringJson.Default.IReadOnlyListStartupFigure, cancellationToken);
        return new StepOutcome(Describe(figures));
    }

    private static async Task<string?> BytecodeAsync(LocalRun run, string folder, CancellationToken cancellationToken)
    {
        await using var archive = await run.Files.OpenAsync(RunFiles.Bytecode, cancellationToken);
        return archive is null ? null
            : Directory.Exists(folder) ? folder
            : await run.UnpackAsync(RunFiles.Bytecode, "bytecode-of-raw", cancellationToken);
    }

    private static string Describe(IReadOnlyList<StartupFigure> figures) =>
        figures.Count == 0
            ? "nothing that was requested can be imported"
            : string.Join(", ", figures.Select(figure => $"{figure.Id} {Seconds(figure.Layer)}"))
                + $" to import; medians of {figures[0].Rounds}";

    private static string Seconds(double? seconds) =>
        seconds is { } known ? known.ToString("0.00", CultureInfo.InvariantCulture) + " s" : "failed";
}
