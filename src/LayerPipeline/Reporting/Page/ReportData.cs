using LayerPipeline.Checking.Gates;
using LayerPipeline.Comparing;
using LayerPipeline.Installing;
using LayerPipeline.Measuring;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Budgeting;
using LayerPipeline.Pruning.Cold;
using LayerPipeline.Recording;

namespace LayerPipeline.Reporting.Page;

/// <summary>
/// All that report.html shows. Only a title and the files are needed: an archive by itself has no decisions, no gates and no proof, and
/// the page then leaves these parts out.
/// </summary>
public sealed record ReportData
{
    /// <summary>Version of this form.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Name of the layer, or of the archive.</summary>
    public required string Title { get; init; }

    /// <summary>What it is for, such as <c>python3.13 on x86_64</c>; null where that is not known.</summary>
    public string? Target { get; init; }

    /// <summary>Unzipped bytes of the untouched packages, or of the only archive.</summary>
    public required long Bytes { get; init; }

    /// <summary>Unzipped bytes of the layer; null where nothing was decided.</summary>
    public long? BytesAfter { get; init; }

    /// <summary>Length of raw.zip, or of the only archive; null where it is a folder.</summary>
    public long? ZipBytes { get; init; }

    /// <summary>Length of layer.zip.</summary>
    public long? ZipBytesAfter { get; init; }

    /// <summary>The files.</summary>
    public required ReportFiles Files { get; init; }

    /// <summary>What changed since another layer; null where nothing was compared.</summary>
    public LayerComparison? Compared { get; init; }

    /// <summary>Whether the files are those of two layers: what is before is the old one, what is after is the new one.</summary>
    public bool IsDifference { get; init; }

    /// <summary>Distributions, largest first.</summary>
    public IReadOnlyList<ReportDistribution> Distributions
    {
        get => field ?? [];
        init;
    }

    /// <summary>Distributions that are left to the runtime.</summary>
    public IReadOnlyList<InstalledDistribution>? LeftOut { get; init; }

    /// <summary>What the layer is fitted to; null where there is no budget but Lambda's limit.</summary>
    public PruneBudget? Budget { get; init; }

    /// <summary>The way to the budget, one step a tier.</summary>
    public IReadOnlyList<TierStep>? Tiers { get; init; }

    /// <summary>Totals by rule.</summary>
    public IReadOnlyList<RuleTotal>? Rules { get; init; }

    /// <summary>Rules that were not applied and could be.</summary>
    public IReadOnlyList<ReportWhatIf>? WhatIf { get; init; }

    /// <summary>Gates and what they measured.</summary>
    public IReadOnlyList<GateResult>? Gates { get; init; }

    /// <summary>Whether everything that worked on the untouched packages was seen to work on the layer; null where that is no question.</summary>
    public bool? Proven { get; init; }

    /// <summary>Why it is not proven; null where it is.</summary>
    public string? Unproven { get; init; }

    /// <summary>What the proof rests on and does not cover.</summary>
    public Proof? Proof { get; init; }

    /// <summary>Modules that the request gave up.</summary>
    public IReadOnlyList<string>? GivenUp { get; init; }

    /// <summary>Modules and behaviours.</summary>
    public ReportProbes? Probes { get; init; }

    /// <summary>How long importing the requested distributions takes.</summary>
    public IReadOnlyList<StartupFigure>? Startup { get; init; }

    /// <summary>Modules of Python itself that these imports load, with their times.</summary>
    public IReadOnlyList<ReportModuleTime>? OwnModules { get; init; }

    /// <summary>Shared libraries, largest first.</summary>
    public IReadOnlyList<ReportLibrary>? Libraries { get; init; }

    /// <summary>What the layer keeps compressed; null where it has no cold store. The files are shown inflated.</summary>
    public ColdReport? Cold { get; init; }

    /// <summary>What inflating it costs; null where nothing was run.</summary>
    public ColdCosts? ColdCosts { get; init; }

    /// <summary>Files that are there several times, most bytes first.</summary>
    public IReadOnlyList<ReportDuplicate>? Duplicates { get; init; }
}
