using System.Text.Json;
using LayerPipeline.Installing;
using LayerPipeline.Installing.Libraries;
using LayerPipeline.Probing;

namespace LayerPipeline.Cli.Steps;

/// <summary>Takes libraries of this machine into the layer's lib folder, where the request wants some.</summary>
/// <param name="run">The run.</param>
internal sealed class TakeLibraries(LocalRun run)
{
    /// <summary>Takes them.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Those that are in the folder, and why others are not.</returns>
    /// <exception cref="SystemLibraryException">One that the request names is not there, or does not fit the runtime.</exception>
    public async Task<(IReadOnlyList<SystemLibrary> Libraries, IReadOnlyList<string> Warnings)> RunAsync(
        CancellationToken cancellationToken
    )
    {
        if (run.Plan.Request.SystemLibraries.Count == 0)
        {
            return ([], []);
        }

        var arguments = TakeArguments.Of(run.Plan, run.RawTree);
        var taken = await new LocalProbe(run.Interpreter.Interpreter, run.Scratch).RunAsync(
            ProbeScript.Take,
            JsonSerializer.SerializeToUtf8Bytes(arguments, InstallingJson.Default.TakeArguments),
            InstallingJson.Default.TakenLibraries,
            cancellationToken
        );
        SystemLibraryCheck.CheckThere(taken, onAws: false);
        var (refused, warnings) = new SystemLibraryCheck(run.Plan).Judge(
            taken,
            name => File.ReadAllBytes(Path.Combine(run.RawLibraries, name))
        );
        foreach (var name in refused)
        {
            File.Delete(Path.Combine(run.RawLibraries, name));
        }

        return ([.. taken.Libraries.Where(library => !refused.Contains(library.Name))], warnings);
    }
}
