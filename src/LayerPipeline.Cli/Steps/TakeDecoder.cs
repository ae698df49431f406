using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Cold;
using LayerPipeline.Installing;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;

namespace LayerPipeline.Cli.Steps;

/// <summary>Takes what inflates a cold store in a function, where the request wants one and the runtime's Python can't by itself.</summary>
/// <param name="run">The run.</param>
internal sealed class TakeDecoder(LocalRun run)
{
    /// <summary>Lets pip install it beside the packages, and writes decoder.zip.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Warnings: why there is none, and what that costs.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        if (run.Plan.Decoder is not { } decoder)
        {
            return [];
        }

        var folder = Path.Combine(run.Scratch, "decoder");
        Directory.CreateDirectory(folder);
        var plan = run.Plan with { RequirementsText = $"{decoder.Package}=={decoder.Version}\n", ConstraintsText = null };
        try
        {
            await new PipInstall(plan, run.Interpreter, run.Switches).RunAsync(folder, _ => { }, cancellationToken);
        }
        catch (InstallFailedException)
        {
            return
            [
                $"coldStore: pip has no {decoder.Package} {decoder.Version}, with which a function inflates Zstandard, so the cold store is "
                    + "compressed with zlib: about half as large again, and slower to inflate",
            ];
        }

        await PackAsync(decoder, Path.Combine(folder, PipArguments.Target), cancellationToken);
        return [];
    }

    private async Task PackAsync(ColdDecoder decoder, string tree, CancellationToken cancellationToken)
    {
        var module = Path.Combine(tree, decoder.Module);
        var library = Directory.GetFiles(Path.GetDirectoryName(module)!, Path.GetFileName(module) + ".*.so").Single();
        var licenses = Directory.GetFiles(Path.Combine(tree, decoder.LicenseFiles)).Order(StringComparer.Ordinal);
        await using var output = await run.Files.CreateAsync(RunFiles.Decoder, cancellationToken);
        var writer = new ZipWriter(output.Content);
        foreach (var file in licenses.Append(library))
        {
            var content = await File.ReadAllBytesAsync(file, cancellationToken);
            await writer.WriteAsync(DeflatedEntry.Make(Path.GetFileName(file), UnixMode.File, content), cancellationToken);
        }

        await writer.FinishAsync(cancellationToken);
        await output.CommitAsync(cancellationToken);
    }
}
