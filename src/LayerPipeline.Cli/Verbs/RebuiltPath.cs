using System.Text.Json;
using LayerPipeline.Cli.Building;
using LayerPipeline.Cli.Output;
using LayerPipeline.Local;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Recording;
using LayerPipeline.Recording.Materials;

namespace LayerPipeline.Cli.Verbs;

/// <summary>What <c>verify --rebuild</c> names: the folder of a run, its provenance.json, or its manifest.json beside that.</summary>
internal static class RebuiltPath
{
    /// <summary>Reads it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="context">Knows the day.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="CommandLineException">It is none of these, or does not say enough.</exception>
    public static async Task<RebuildSource> ReadAsync(string path, CliContext context, CancellationToken cancellationToken) =>
        File.Exists(path) ? OfStatement(path, context) : await RebuildSource.OfRunAsync(path, cancellationToken);

    private static RebuildSource OfStatement(string path, CliContext context)
    {
        var (provenance, content, isOf) = Statement(path);
        try
        {
            var recorded = ProvenanceReader.Read(content);
            if (isOf is not null && isOf != recorded.LayerSha256)
            {
                throw new CommandLineException(
                    $"layer.zip: '{provenance}' is not of the layer that '{path}' describes: SHA-256 {recorded.LayerSha256} and not {isOf}. "
                        + "Give the provenance.json of the same run."
                );
            }

            return RebuildSource.OfBuild(recorded, provenance, context);
        }
        catch (InvalidProvenanceException e)
        {
            throw new CommandLineException(
                $"layer.zip: from '{provenance}' no layer can be made again: {e.Message}. Give the provenance.json that a build of this version "
                    + "wrote, or the folder of its run.",
                e
            );
        }
        catch (InvalidRequestException e)
        {
            throw new CommandLineException($"layer.zip: the request in '{provenance}' is refused: {e.Message}", e);
        }
    }

    /// <summary>The provenance, and the digest of the layer that a manifest beside it is of.</summary>
    private static (string Path, byte[] Content, string? Sha256) Statement(string path)
    {
        var content = InputFile.Read(path, "layer.zip");
        if (CodeSha256(content) is not { } sha256)
        {
            return (path, content, null);
        }

        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, RunFiles.Provenance);
        return File.Exists(beside)
            ? (beside, InputFile.Read(beside, "layer.zip"), sha256)
            : throw new CommandLineException(
                $"layer.zip: '{path}' says what a layer is, and not all that it was made of; {RunFiles.Provenance} does, which is not beside it. "
                    + "Give that file, or the folder of the run."
            );
    }

    /// <summary>Null where it is no manifest.</summary>
    private static string? CodeSha256(byte[] content)
    {
        try
        {
            return Convert.ToHexStringLower(Convert.FromBase64String(ManifestReader.Read(content).CodeSha256));
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }
}
