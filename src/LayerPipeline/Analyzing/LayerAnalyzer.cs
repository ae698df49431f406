using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Probing;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Analyzing;

/// <summary>Looks at an archive that anybody made: a layer, a function, a wheel. Nothing of it is run.</summary>
/// <param name="rules">The rules.</param>
public sealed class LayerAnalyzer(RuleSet rules)
{
    /// <summary>Most files that are listed.</summary>
    public const int MostFiles = 100;

    /// <summary>Analyzes.</summary>
    /// <param name="path">How the caller names the archive.</param>
    /// <param name="archive">The archive, as it was opened.</param>
    /// <param name="probe">What was found in the sources, or the baseline of a run; null where nothing is known.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The analysis.</returns>
    /// <exception cref="InvalidArchiveException">The archive is damaged.</exception>
    public async Task<LayerAnalysis> AnalyzeAsync(
        string path,
        AnalyzedArchive archive,
        ProbeReport? probe,
        CancellationToken cancellationToken
    )
    {
        var files = archive.Files;
        var architecture = archive.Architecture ?? RuntimeCatalog.Default.DefaultArchitecture;
        var evidence = probe is null ? Evidence.None : new Evidence(probe);
        var savings = await TierSavings.MeasureAsync(archive.Packages, rules, architecture, evidence, cancellationToken);
        return new LayerAnalysis
        {
            Path = path,
            Folder = archive.Folder,
            Python = archive.Python,
            Architecture = archive.Architecture,
            Entries = files.Count,
            Bytes = archive.Bytes,
            CompressedBytes = archive.CompressedBytes,
            Cold = archive.Cold,
            BytesOutside = files.Where(entry => LayerTree.Below(entry.Name) is null).Sum(entry => entry.Bytes),
            Distributions = AnalyzedDistributions.Of(archive.Packages, files),
            Largest = Largest(archive),
            Duplicates = await Analyzing.Duplicates.FindAsync(archive.Packages.File, files, cancellationToken),
            Tiers = files.Any(IsOfPython) ? savings.Tiers() : [],
            Evidence =
                probe is null ? SavingEvidence.None
                : probe.Modules.Count > 0 ? SavingEvidence.Probe
                : SavingEvidence.Sources,
            Libraries = Libraries(archive, savings),
            Bytecode = BytecodeCount.Of(files, archive.Python),
        };
    }

    private static bool IsOfPython(ZipEntry entry) =>
        ImportNames.IsSource(entry.Name) || ImportNames.IsBytecode(entry.Name) || ImportNames.IsExtension(entry.Name);

    private static IReadOnlyList<AnalyzedFile> Largest(AnalyzedArchive archive) =>
        [
            .. archive
                .Files.OrderByDescending(entry => entry.Bytes)
                .ThenBy(entry => entry.Name, StringComparer.Ordinal)
                .Take(MostFiles)
                .Select(entry => new AnalyzedFile(
                    AnalyzedArchive.NameOf(entry),
                    entry.Bytes,
                    entry.CompressedBytes,
                    archive.ColdOf(entry.Name)
                )),
        ];

    private static IReadOnlyList<AnalyzedLibrary> Libraries(AnalyzedArchive archive, TierSavings savings) =>
        [
            .. archive
                .Files.Where(archive.Packages.Kinds.IsLibrary)
                .OrderByDescending(entry => entry.Bytes)
                .ThenBy(entry => entry.Name, StringComparer.Ordinal)
                .Select(entry => Library(entry, archive, savings.Of(entry.Name, entry.Bytes))),
        ];

    private static AnalyzedLibrary Library(ZipEntry entry, AnalyzedArchive archive, (long Trimmed, long WithoutKernels) smaller) =>
        new(
            AnalyzedArchive.NameOf(entry),
            archive.Packages.Kinds.ElfOf(entry.Name)?.Name ?? "",
            entry.Bytes,
            smaller.Trimmed,
            smaller.WithoutKernels
        );
}
