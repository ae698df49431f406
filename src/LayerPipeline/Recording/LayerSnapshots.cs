using LayerPipeline.Analyzing;
using LayerPipeline.Comparing;
using LayerPipeline.Measuring;
using LayerPipeline.Pipeline;
using LayerPipeline.Probing;

namespace LayerPipeline.Recording;

/// <summary>What was recorded of a layer, to be compared.</summary>
public static class LayerSnapshots
{
    /// <summary>What a manifest says.</summary>
    /// <param name="source">What it is, as the caller named it.</param>
    /// <param name="manifest">The manifest.</param>
    /// <returns>The snapshot, without files and modules.</returns>
    public static LayerSnapshot Of(string source, LayerManifest manifest) =>
        new()
        {
            Source = source,
            Bytes = manifest.Bytes,
            ZipBytes = manifest.ZipBytes,
            Python = manifest.Runtime.Replace("python", "", StringComparison.Ordinal),
            Architecture = manifest.Architecture,
            Distributions =
            [
                .. manifest.Distributions.Select(item => new SnapshotDistribution(
                    item.Name,
                    item.Version,
                    item.License,
                    manifest.BytesByDistribution.TryGetValue(item.Name, out var bytes) ? bytes : null
                )),
            ],
            Startup = SecondsOf(manifest.Startup),
            Cold = [.. (manifest.ColdStore?.Units ?? []).Select(unit => new ColdPart(unit.Name, unit.Files, unit.Bytes, unit.StoredBytes))],
        };

    /// <summary>What a run says of its layer: the archive's files, with what was recorded of them.</summary>
    /// <param name="source">What it is, as the caller named it.</param>
    /// <param name="archive">Its layer.</param>
    /// <param name="run">The run's files.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The snapshot.</returns>
    /// <exception cref="Foundation.Files.RunFileException">A file of the run is malformed.</exception>
    public static async Task<LayerSnapshot> ReadAsync(
        string source,
        AnalyzedArchive archive,
        IRunStore run,
        CancellationToken cancellationToken
    )
    {
        var snapshot = ArchiveSnapshot.Of(source, archive);
        var manifest = await run.TryReadJsonAsync(RunFiles.Manifest, RecordingJson.Default.LayerManifest, cancellationToken);
        var probe = await run.TryReadJsonAsync(RunFiles.Candidate, ProbingJson.Default.ProbeReport, cancellationToken);
        var licenses = manifest?.Distributions.ToDictionary(item => item.Name, item => item.License, StringComparer.Ordinal) ?? [];
        return snapshot with
        {
            Distributions = [.. snapshot.Distributions.Select(item => item with { License = licenses.GetValueOrDefault(item.Name) })],
            Startup = SecondsOf(manifest?.Startup ?? []),
            Modules = probe is null ? snapshot.Modules : [.. probe.Modules.Where(module => module.Ok).Select(module => module.Id)],
            ModulesWereImported = probe is not null,
        };
    }

    private static Dictionary<string, double> SecondsOf(IReadOnlyList<StartupFigure> startup) =>
        startup
            .Where(figure => figure.Layer is not null)
            .ToDictionary(figure => figure.Id, figure => figure.Layer!.Value, StringComparer.Ordinal);
}
