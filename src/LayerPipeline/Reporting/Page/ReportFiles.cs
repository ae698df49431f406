namespace LayerPipeline.Reporting.Page;

/// <summary>
/// All files of the picture, a list for each property: twenty thousand of them take a third of what a list of objects would. Numbers
/// in <see cref="Folder"/>, <see cref="Distribution"/>, <see cref="Rule"/>, <see cref="Reason"/>, <see cref="OpenedBy"/>,
/// <see cref="UsedBy"/> and <see cref="Cold"/> are places in the lists of texts, or -1. A list that says nothing of any file is null.
/// </summary>
public sealed record ReportFiles
{
    /// <summary>Paths of folders, without a slash at their end.</summary>
    public required IReadOnlyList<string> Folders { get; init; }

    /// <summary>Names of distributions.</summary>
    public required IReadOnlyList<string> Distributions { get; init; }

    /// <summary>Rules, and tiers that changed files.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>Reasons.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Modules and behaviours that opened files.</summary>
    public required IReadOnlyList<string> Openers { get; init; }

    /// <summary>What is inflated together.</summary>
    public required IReadOnlyList<string> ColdUnits { get; init; }

    /// <summary>Folder of each file.</summary>
    public required IReadOnlyList<int> Folder { get; init; }

    /// <summary>Name of each file in its folder.</summary>
    public required IReadOnlyList<string> Name { get; init; }

    /// <summary>How many files each stands for.</summary>
    public IReadOnlyList<int>? Count { get; init; }

    /// <summary>Its distribution.</summary>
    public IReadOnlyList<int>? Distribution { get; init; }

    /// <summary>As <see cref="ReportFile.Bytes"/>.</summary>
    public required IReadOnlyList<long> Bytes { get; init; }

    /// <summary>As <see cref="ReportFile.After"/>.</summary>
    public IReadOnlyList<long>? After { get; init; }

    /// <summary>As <see cref="ReportFile.Zipped"/>.</summary>
    public IReadOnlyList<long>? Zipped { get; init; }

    /// <summary>As <see cref="ReportFile.ZippedAfter"/>.</summary>
    public IReadOnlyList<long>? ZippedAfter { get; init; }

    /// <summary>Numbers of <see cref="ReportAction"/>.</summary>
    public IReadOnlyList<int>? Action { get; init; }

    /// <summary>Numbers of <see cref="Comparing.ChangeKind"/>, from 1; 0 for what is the same in both layers.</summary>
    public IReadOnlyList<int>? Change { get; init; }

    /// <summary>Its rule.</summary>
    public IReadOnlyList<int>? Rule { get; init; }

    /// <summary>Its reason.</summary>
    public IReadOnlyList<int>? Reason { get; init; }

    /// <summary>Who opened it first.</summary>
    public IReadOnlyList<int>? OpenedBy { get; init; }

    /// <summary>Which behaviour opened it.</summary>
    public IReadOnlyList<int>? UsedBy { get; init; }

    /// <summary>What it is inflated with.</summary>
    public IReadOnlyList<int>? Cold { get; init; }

    /// <summary>As <see cref="ReportFile.Milliseconds"/>; 0 where it was not measured.</summary>
    public IReadOnlyList<double>? Milliseconds { get; init; }

    /// <summary>Imports of each file in pairs: the place of the imported file, and the line.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? Imports { get; init; }

    /// <summary>Likewise those that run when a function is called.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? Later { get; init; }
}
