namespace LayerPipeline.Comparing;

/// <summary>How many files and modules differ, for a place that has no room for all their names.</summary>
public sealed record ComparisonCounts
{
    /// <summary>Modules that are named of those that were gained, and of those that were lost.</summary>
    public const int Named = 20;

    /// <summary>Files that only the new layer has; null where one side does not list its files.</summary>
    public int? FilesAdded { get; init; }

    /// <summary>Files that only the old layer has; null where one side does not list its files.</summary>
    public int? FilesRemoved { get; init; }

    /// <summary>Files that both have with other content; null where one side does not list its files.</summary>
    public int? FilesChanged { get; init; }

    /// <summary>Modules that only the new layer has; null where one side does not say which it has.</summary>
    public int? ModulesGained { get; init; }

    /// <summary>Modules that only the old layer has; null where one side does not say which it has.</summary>
    public int? ModulesLost { get; init; }

    /// <summary>The first of those that were gained.</summary>
    public IReadOnlyList<string>? FirstGained { get; init; }

    /// <summary>The first of those that were lost.</summary>
    public IReadOnlyList<string>? FirstLost { get; init; }

    /// <summary>Counts.</summary>
    /// <param name="comparison">A comparison with its files and modules.</param>
    /// <returns>The numbers; null where neither files nor modules were compared.</returns>
    public static ComparisonCounts? Of(LayerComparison comparison) =>
        comparison is { Files: null, ModulesGained: null }
            ? null
            : new()
            {
                FilesAdded = comparison.Files?.Count(file => file.Kind == ChangeKind.Added),
                FilesRemoved = comparison.Files?.Count(file => file.Kind == ChangeKind.Removed),
                FilesChanged = comparison.Files?.Count(file => file.Kind is not (ChangeKind.Added or ChangeKind.Removed)),
                ModulesGained = comparison.ModulesGained?.Count,
                ModulesLost = comparison.ModulesLost?.Count,
                FirstGained = comparison.ModulesGained?.Take(Named).ToList(),
                FirstLost = comparison.ModulesLost?.Take(Named).ToList(),
            };
}
