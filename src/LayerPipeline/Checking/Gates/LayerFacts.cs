using LayerPipeline.Checking.Libraries;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Pruning.Budgeting;

namespace LayerPipeline.Checking.Gates;

/// <summary>A layer and what it is measured against.</summary>
internal sealed record LayerFacts
{
    /// <summary>Entries by ordinal order of names.</summary>
    public required IReadOnlyList<LayerFile> Files { get; init; }

    /// <summary>Its shared libraries, and what a loader makes of them.</summary>
    public required LibraryFacts Libraries { get; init; }

    /// <summary>Normalised name of the distribution of an entry, or null.</summary>
    public required Func<string, string?> DistributionOf { get; init; }

    /// <summary>The runtime that it is for.</summary>
    public required PythonRuntime Runtime { get; init; }

    /// <summary><c>x86_64</c> or <c>arm64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>Bytes that the layer must stay under: Lambda's limit, less the reserve and other layers whose sizes are known.</summary>
    public required long BudgetBytes { get; init; }

    /// <summary>Number of layers that the function uses together with this one, and whose sizes are not known here.</summary>
    public int UnknownLayers { get; init; }

    /// <summary>Unzipped bytes of other layers that the function uses, as far as they are known; part of what the budget leaves out.</summary>
    public long OtherLayersBytes { get; init; }

    /// <summary>Names of files, without folders, that a RECORD of the layer lists and that it lacks.</summary>
    public IReadOnlySet<string> Lost
    {
        get => field ?? new HashSet<string>(StringComparer.Ordinal);
        init;
    }

    /// <summary>Files that several distributions installed, and not the same.</summary>
    public IReadOnlyList<SharedFile> Shared
    {
        get => field ?? [];
        init;
    }

    /// <summary>What the probe of the untouched packages says of missing libraries; null where nothing was run.</summary>
    public LoadingEvidence? Loading { get; init; }

    /// <summary>What can be done about a layer that is too large, best first; empty where it is not known.</summary>
    public IReadOnlyList<WayOn> Ways
    {
        get => field ?? [];
        init;
    }

    /// <summary>The first of them that was tried and makes the layer fit; null where none does, or it is not known.</summary>
    public FittingWay? Fitting { get; init; }

    /// <summary>Unzipped bytes of all entries.</summary>
    public long Bytes
    {
        get => field > 0 ? field : Files.Sum(file => file.Bytes);
        init;
    }
}
