using System.Text.Json;
using LayerPipeline.Analyzing;
using LayerPipeline.Cli.Building;
using LayerPipeline.Comparing;
using LayerPipeline.Local;
using LayerPipeline.Local.Folders;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Recording;

namespace LayerPipeline.Cli.Verbs;

/// <summary>The two layers that <c>compare</c> names.</summary>
/// <param name="old">Path of the layer that was, or a published version.</param>
/// <param name="now">The layer that is, likewise.</param>
/// <param name="published">Manifests of published versions.</param>
internal sealed class ComparedSides(string old, string now, PublishedManifests published)
{
    private const string ArnPrefix = "arn:";

    /// <summary>Reads both.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What is known of each.</returns>
    public async Task<(LayerSnapshot Old, LayerSnapshot New)> ReadAsync(CancellationToken cancellationToken)
    {
        var scratch = ScratchFolder.Make("compare");
        try
        {
            var before = await ReadAsync(old, "old", scratch.FullName, cancellationToken);
            var after = await ReadAsync(now, "new", scratch.FullName, cancellationToken);
            return (before, after);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private async Task<LayerSnapshot> ReadAsync(string path, string argument, string scratch, CancellationToken cancellationToken)
    {
        if (PublishedVersion.Of(path) is { } version)
        {
            return LayerSnapshots.Of(path, await published.ReadAsync(version, argument, cancellationToken));
        }

        if (path.StartsWith(ArnPrefix, StringComparison.Ordinal))
        {
            throw new CommandLineException(
                $"{argument}: '{path}' is not the ARN of a layer's version, such as arn:aws:lambda:eu-west-1:123456789012:layer:science:3."
            );
        }

        if (path.EndsWith(".json", StringComparison.Ordinal))
        {
            return LayerSnapshots.Of(path, ReadManifest(path, argument));
        }

        return await NamedArchive.ReadAsync(
            argument,
            path,
            async () =>
            {
                var input = AnalyzedPath.Of(path, argument);
                await using var file = await input.OpenAsync(scratch, cancellationToken);
                var archive = await AnalyzedArchive.OpenAsync(file, cancellationToken);
                return input.Run is { } run
                    ? await LayerSnapshots.ReadAsync(path, archive, run, cancellationToken)
                    : ArchiveSnapshot.Of(path, archive);
            }
        );
    }

    private static LayerManifest ReadManifest(string path, string argument)
    {
        var content = InputFile.Read(path, argument);
        try
        {
            return ManifestReader.Read(content);
        }
        catch (JsonException e)
        {
            throw new CommandLineException(
                $"{argument}: '{path}' is not the manifest of a layer: {e.Message} Give the manifest.json that a build wrote, or layer.zip.",
                e
            );
        }
    }
}
