using System.Text.Json;
using LayerPipeline.Installing;
using LayerPipeline.Pipeline;
using LayerPipeline.Probing;

namespace LayerPipeline.Cli.Steps;

/// <summary>Leaves out of what pip installed what the request leaves to the runtime.</summary>
/// <param name="run">The run.</param>
internal sealed class LeaveOut(LocalRun run)
{
    /// <summary>Removes it from the tree, and notes it in pip's report.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>When it is done.</returns>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (run.Plan.Provided.Count == 0)
        {
            return;
        }

        var arguments = new LeaveArguments
        {
            Root = run.RawTree,
            Report = Path.Combine(run.Scratch, RunFiles.PipReport),
            Provided = run.Plan.Provided,
        };
        await new LocalProbe(run.Interpreter.Interpreter, run.Scratch).RunAsync(
            ProbeScript.Leave,
            JsonSerializer.SerializeToUtf8Bytes(arguments, InstallingJson.Default.LeaveArguments),
            InstallingJson.Default.IReadOnlyListString,
            cancellationToken
        );
    }
}
