using LayerPipeline.Analyzing;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Reporting.Tables;

/// <summary>An analysis as tables.</summary>
public static class AnalysisTables
{
    private const int Shown = 15;
    private const int PathsShown = 3;

    private static readonly TextColumn Bytes = new("Bytes", IsNumber: true);
    private static readonly TextColumn Files = new("Files", IsNumber: true);
    private static readonly TextColumn Zipped = new("Zipped", IsNumber: true);

    /// <summary>Makes them.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <returns>The sections, in the order in which a reader asks.</returns>
    public static IReadOnlyList<TextSection> Of(LayerAnalysis analysis) =>
        [
            TextSection.Of(
                "Distributions",
                [new("Distribution or folder"), new("Version"), Files, Bytes, Zipped],
                analysis.Distributions,
                Shown,
                item => [item.Name, item.Version ?? "", Number(item.Files), Number(item.Bytes), Number(item.CompressedBytes)]
            ),
            TextSection.Of(
                "Largest files",
                [new("File"), Bytes, Zipped],
                analysis.Largest,
                Shown,
                item => [item.Cold is null ? item.Path : $"{item.Path} (cold)", Number(item.Bytes), Number(item.CompressedBytes)]
            ),
            .. ColdTables.Of(analysis.Cold ?? [], "Cold store"),
            .. Duplicates(analysis),
            .. Libraries(analysis),
            .. Tiers(analysis),
            Summary(analysis),
        ];

    private static IEnumerable<TextSection> Duplicates(LayerAnalysis analysis)
    {
        if (analysis.Duplicates.Count > 0)
        {
            yield return TextSection.Of(
                "Same content several times",
                [
                    new("Files with the same SHA-256"),
                    new("Copies", IsNumber: true),
                    new("Bytes each", IsNumber: true),
                    new("To spare", IsNumber: true),
                ],
                analysis.Duplicates,
                Shown,
                item => [MessageText.List(item.Paths, PathsShown), Number(item.Paths.Count), Number(item.Bytes), Number(item.SpareBytes)],
                $"{Number(analysis.Duplicates.Sum(item => item.SpareBytes))} bytes to spare in all."
            );
        }
    }

    private static IEnumerable<TextSection> Libraries(LayerAnalysis analysis)
    {
        if (analysis.Libraries.Count > 0)
        {
            yield return TextSection.Of(
                "Shared libraries",
                [new("Library"), new("Machine"), Bytes, new("Trimmed", IsNumber: true), new("Without kernels", IsNumber: true)],
                analysis.Libraries,
                Shown,
                item => [item.Path, item.Machine, Number(item.Bytes), Number(item.Trimmed), Number(item.WithoutKernels)],
                $"{Plural.Of(analysis.Libraries.Count, "library", "libraries")}: {Number(analysis.Libraries.Sum(item => item.Bytes))} bytes."
            );
        }
    }

    private static IEnumerable<TextSection> Tiers(LayerAnalysis analysis)
    {
        if (analysis.Tiers.Count > 0)
        {
            yield return TextSection.Of(
                "What each tier would save",
                [new("Tier"), new("Bytes", IsNumber: true), Files, new("What")],
                analysis.Tiers,
                analysis.Tiers.Count,
                item => [(item.IsOnDemand ? "up to " : "") + item.Tier, Number(item.Bytes), Number(item.Files), What(item)],
                Evidence(analysis.Evidence),
                $"The tier {Tier.Unused} depends on the probes of a request, so nothing is said of it."
            );
        }
    }

    private static string What(TierSaving saving) =>
        MessageText.List([.. saving.Parts.Select(part => $"{part.Name} {Number(part.Bytes)}")], PathsShown);

    private static string Evidence(SavingEvidence evidence) =>
        evidence switch
        {
            SavingEvidence.None =>
                "Before evidence: rules alone propose these files. A build keeps those that it sees in use, so it may save less.",
            SavingEvidence.Sources =>
                "What sources import and name is kept. Nothing was run: a build also keeps what it sees opened, so it may save slightly less.",
            _ => "What the probe of the run saw in use is kept.",
        };

    private static TextSection Summary(LayerAnalysis analysis) =>
        new()
        {
            Title = "In all",
            Notes =
            [
                $"{Plural.Of(analysis.Entries, "file")}: {Number(analysis.Bytes)} bytes unzipped, {Number(analysis.CompressedBytes)} zipped; {Limit(analysis)}.",
                $"Packages are in {(analysis.Folder.Length == 0 ? "the root of the archive" : analysis.Folder)}{Target(analysis)}.",
                .. analysis.BytesOutside > 0
                    ? [$"{Number(analysis.BytesOutside)} bytes are outside of that folder; no rule is for them."]
                    : (string[])[],
                .. Bytecode(analysis.Bytecode),
            ],
        };

    private static string Limit(LayerAnalysis analysis) =>
        analysis.Bytes < analysis.LimitBytes
            ? $"{Number(analysis.LimitBytes - analysis.Bytes)} below Lambda's limit of {Number(analysis.LimitBytes)}"
            : $"{Number(analysis.Bytes - analysis.LimitBytes)} above Lambda's limit of {Number(analysis.LimitBytes)}";

    private static string Target(LayerAnalysis analysis) =>
        (analysis.Python is { } python ? $", for Python {python}" : "") + (analysis.Architecture is { } name ? $" on {name}" : "");

    private static IEnumerable<string> Bytecode(BytecodeCoverage bytecode)
    {
        if (bytecode.Sources > 0)
        {
            yield return bytecode.Compiled == bytecode.Sources
                ? $"All {Number(bytecode.Sources)} modules have bytecode ({Number(bytecode.Bytes)} bytes)."
                : $"{Number(bytecode.Sources - bytecode.Compiled)} of {Number(bytecode.Sources)} modules have no bytecode: "
                    + $"{Number(bytecode.UncompiledBytes)} bytes of sources are compiled anew at each cold start that imports them.";
        }
    }

    private static string Number(long value) => MessageText.Number(value);
}
