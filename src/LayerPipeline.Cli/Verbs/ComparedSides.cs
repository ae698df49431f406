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
/// <param name="old">Path of the layer that was.</param>
/// <param name="now">Path of the layer that is.</param>
internal sealed class ComparedSides(string old, string now)
{
    private const string ArnPrefix = "arn:";

    /// <summary>Compares.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What changed.</returns>
    public async Task<LayerComparison> CompareAsync(CancellationToken cancellationToken)
    {
        var scratch = ScratchFolder.Make("compare");
        try
        {
            var before = await ReadAsync(old, "old", scratch.FullName, cancellationToken);
            var after = await ReadAsync(now, "new", scratch.FullName, cancellationToken);
            return SnapshotComparer.Compare(before, after);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static async Task<LayerSnapshot> ReadAsync(string path, string argument, string scratch, CancellationToken cancellationToken)
    {
        if (path.StartsWith(ArnPrefix, StringComparison.Ordinal))
        {
            throw new CommandLineException(
                $"{argument}: '{path}' is an ARN; compare reads files. Get the version first:\n"
                    + $"curl -o layer.zip \"$(aws lambda get-layer-version-by-arn --arn {path} --query Content.Location --output text)\"\n"
                    + "The bucket of the workflow has its manifest, too: published/NAME/RUNTIME/ARCHITECTURE/VERSION.json."
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
            return JsonSerializer.Deserialize(content, RecordingJson.Default.LayerManifest) ?? throw new JsonException("it is null.");
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
