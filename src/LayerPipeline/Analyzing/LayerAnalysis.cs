using LayerPipeline.Formats.Contents;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Analyzing;

/// <summary>What is in an archive that anybody made, and what could be done about it. The same archive gives the same analysis.</summary>
public sealed record LayerAnalysis
{
    /// <summary>What was looked at, as the caller named it.</summary>
    public required string Path { get; init; }

    /// <summary>Folder of the archive that the packages are in, with a slash at its end; empty for its root.</summary>
    public required string Folder { get; init; }

    /// <summary>Version of Python that extension modules and bytecode are for, for example <c>3.13</c>; null where nothing says so.</summary>
    public string? Python { get; init; }

    /// <summary><c>x86_64</c> or <c>arm64</c>, as most compiled files are; null where there are none.</summary>
    public string? Architecture { get; init; }

    /// <summary>Files and links.</summary>
    public required int Entries { get; init; }

    /// <summary>Unzipped bytes of the archive. What it keeps in a cold store counts as it is there, and everywhere else inflated.</summary>
    public required long Bytes { get; init; }

    /// <summary>What the archive keeps compressed in a cold store; null where it has none.</summary>
    public IReadOnlyList<ColdPart>? Cold { get; init; }

    /// <summary>Bytes that they have in the archive, without its headers.</summary>
    public required long CompressedBytes { get; init; }

    /// <summary>Lambda's limit for a function with all its layers, in bytes unzipped.</summary>
    public long LimitBytes { get; init; } = LambdaLimits.UnzippedBytes;

    /// <summary>Unzipped bytes outside of the packages' folder, which no rule is for.</summary>
    public required long BytesOutside { get; init; }

    /// <summary>What each distribution has, most bytes first.</summary>
    public required IReadOnlyList<AnalyzedDistribution> Distributions { get; init; }

    /// <summary>The largest files, at most <see cref="LayerAnalyzer.MostFiles"/>.</summary>
    public required IReadOnlyList<AnalyzedFile> Largest { get; init; }

    /// <summary>Files with the same content, those with most bytes to spare first; at most 200.</summary>
    public required IReadOnlyList<DuplicateGroup> Duplicates { get; init; }

    /// <summary>What each tier would save, lowest first; of one that needs a build to know, nothing is said.</summary>
    public required IReadOnlyList<TierSaving> Tiers { get; init; }

    /// <summary>What the savings rest on: which of the files that rules propose to remove are needed.</summary>
    public required SavingEvidence Evidence { get; init; }

    /// <summary>Shared libraries and extension modules, most bytes first.</summary>
    public required IReadOnlyList<AnalyzedLibrary> Libraries { get; init; }

    /// <summary>Which modules have bytecode.</summary>
    public required BytecodeCoverage Bytecode { get; init; }
}
