using LayerPipeline.Analyzing;

namespace LayerPipeline.Reporting.Page;

/// <summary>report.html of an archive that anybody made: what is in it, without decisions.</summary>
public static class ArchiveReport
{
    /// <summary>Writes the page.</summary>
    /// <param name="stream">Where it goes; it stays open.</param>
    /// <param name="archive">The archive.</param>
    /// <param name="analysis">What was found in it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When it is written.</returns>
    public static Task WriteAsync(Stream stream, AnalyzedArchive archive, LayerAnalysis analysis, CancellationToken cancellationToken) =>
        ReportPage.WriteAsync(
            stream,
            new ReportData
            {
                Title = Path.GetFileName(analysis.Path.TrimEnd('/')) is { Length: > 0 } name ? name : analysis.Path,
                Target = TargetOf(analysis),
                Bytes = analysis.Bytes,
                ZipBytes = analysis.CompressedBytes,
                Files = ReportColumns.Of(FoldedFiles.Of(FilesOf(archive))),
                Distributions = [.. analysis.Distributions.Select(DistributionOf)],
                Libraries = [.. analysis.Libraries.Select(library => new ReportLibrary { Path = library.Path, Bytes = library.Bytes })],
                Duplicates = [.. analysis.Duplicates.Select(ReportDuplicate.Of)],
            },
            cancellationToken
        );

    private static string? TargetOf(LayerAnalysis analysis) =>
        (analysis.Python, analysis.Architecture) switch
        {
            (null, null) => null,
            ({ } python, null) => $"python{python}",
            (null, { } architecture) => architecture,
            var (python, architecture) => $"python{python} on {architecture}",
        };

    private static List<ReportFile> FilesOf(AnalyzedArchive archive) =>
        [
            .. archive
                .Files.Select(entry => new ReportFile
                {
                    Path = AnalyzedArchive.NameOf(entry),
                    Distribution = AnalyzedDistributions.NameOf(archive.Packages, entry),
                    Bytes = entry.Bytes,
                    Zipped = entry.CompressedBytes,
                    Cold = archive.ColdOf(entry.Name),
                })
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];

    private static ReportDistribution DistributionOf(AnalyzedDistribution distribution) =>
        new()
        {
            Name = distribution.Name,
            Version = distribution.Version,
            Files = distribution.Files,
            Bytes = distribution.Bytes,
        };
}
