using LayerPipeline.Comparing;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Reporting.Page;

namespace LayerPipeline.Reporting;

/// <summary>A page about two layers: the map of both, with what became of each file, and what changed.</summary>
public static class ComparisonReport
{
    private const int MostModules = 500;
    private const int MostDistributions = 1000;

    /// <summary>Writes the page.</summary>
    /// <param name="stream">Where it goes; it stays open.</param>
    /// <param name="old">The layer that was.</param>
    /// <param name="now">The layer that is.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When it is written.</returns>
    public static Task WriteAsync(Stream stream, LayerSnapshot old, LayerSnapshot now, CancellationToken cancellationToken)
    {
        var comparison = SnapshotComparer.Compare(old, now);
        return ReportPage.WriteAsync(
            stream,
            new ReportData
            {
                Title = TitleOf(old.Source, now.Source),
                Target = TargetOf(now),
                IsDifference = true,
                Bytes = old.Bytes,
                BytesAfter = now.Bytes,
                ZipBytes = old.ZipBytes,
                ZipBytesAfter = now.ZipBytes,
                Files = ReportColumns.Of(FoldedFiles.Of(FilesOf(old, now, comparison))),
                Compared = Shown(comparison),
            },
            cancellationToken
        );
    }

    /// <summary>The map has the files; of long lists the page has the beginning, and their lengths.</summary>
    private static LayerComparison Shown(LayerComparison comparison) =>
        comparison with
        {
            Counts = ComparisonCounts.Of(comparison),
            Files = null,
            Distributions = [.. comparison.Distributions.Take(MostDistributions)],
            ModulesGained = comparison.ModulesGained?.Take(MostModules).ToList(),
            ModulesLost = comparison.ModulesLost?.Take(MostModules).ToList(),
        };

    /// <summary>Two of one name, such as manifest.json, are told apart by their folders.</summary>
    private static string TitleOf(string old, string now)
    {
        var (before, after) = (NameOf(old), NameOf(now));
        return before == after ? $"{old} → {now}" : $"{before} → {after}";
    }

    private static string NameOf(string source) => Path.GetFileName(source.TrimEnd('/')) is { Length: > 0 } name ? name : source;

    private static string? TargetOf(LayerSnapshot now) =>
        now is { Python: { } python, Architecture: { } architecture } ? $"python{python} on {architecture}" : null;

    private static List<ReportFile> FilesOf(LayerSnapshot old, LayerSnapshot now, LayerComparison comparison) =>
        comparison.Files is null && old.Distributions.Concat(now.Distributions).All(item => item.Bytes is null)
            ? [Whole(old, now)]
            : PairsOf(old, now, comparison);

    private static List<ReportFile> PairsOf(LayerSnapshot old, LayerSnapshot now, LayerComparison comparison) =>
        comparison.Files is { } changed
            ? Pairs(
                old.Files!,
                now.Files!,
                file => file.Path,
                changed.ToDictionary(file => file.Path, file => file.Kind, StringComparer.Ordinal),
                File
            )
            : Pairs(
                old.Distributions,
                now.Distributions,
                item => item.Name,
                comparison.Distributions.ToDictionary(item => item.Name, KindOf, StringComparer.Ordinal),
                Distribution
            );

    private static List<ReportFile> Pairs<T>(
        IReadOnlyList<T> old,
        IReadOnlyList<T> now,
        Func<T, string> key,
        Dictionary<string, ChangeKind> kinds,
        Func<T?, T?, ReportFile> pair
    )
        where T : class
    {
        var before = old.DistinctBy(key, StringComparer.Ordinal).ToDictionary(key, StringComparer.Ordinal);
        var after = now.DistinctBy(key, StringComparer.Ordinal).ToDictionary(key, StringComparer.Ordinal);
        return
        [
            .. before
                .Keys.Union(after.Keys, StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(name =>
                    pair(before.GetValueOrDefault(name), after.GetValueOrDefault(name)) with
                    {
                        Change = kinds.TryGetValue(name, out var kind) ? kind : null,
                    }
                ),
        ];
    }

    private static ReportFile File(SnapshotFile? old, SnapshotFile? now) =>
        new()
        {
            Path = (now ?? old)!.Path,
            Distribution = (now ?? old)!.Distribution,
            Bytes = old?.Bytes ?? 0,
            After = now?.Bytes ?? 0,
            Zipped = old is null ? 0 : old.Zipped,
            ZippedAfter = now is null ? 0 : now.Zipped,
        };

    /// <summary>A manifest lists no files, so a distribution is one tile.</summary>
    private static ReportFile Distribution(SnapshotDistribution? old, SnapshotDistribution? now) =>
        new()
        {
            Path = $"{(now ?? old)!.Name} ({Versions(old?.Version, now?.Version)})",
            Distribution = (now ?? old)!.Name,
            Bytes = old?.Bytes ?? 0,
            After = now?.Bytes ?? 0,
        };

    /// <summary>A manifest of an earlier version does not say what each distribution takes.</summary>
    private static ReportFile Whole(LayerSnapshot old, LayerSnapshot now) =>
        new()
        {
            Path = "(all files)",
            Bytes = old.Bytes,
            After = now.Bytes,
            Change =
                now.Bytes > old.Bytes ? ChangeKind.Grown
                : now.Bytes < old.Bytes ? ChangeKind.Shrunk
                : null,
        };

    private static string Versions(string? old, string? now) =>
        (old, now) switch
        {
            (null, null) => "all files",
            (null, { } version) => version,
            ({ } version, null) => version,
            var (before, after) => before == after ? before : $"{MessageText.Shorten(before)} → {MessageText.Shorten(after)}",
        };

    /// <summary>The map shows sizes; versions are in the table.</summary>
    private static ChangeKind KindOf(DistributionDifference item) =>
        item.Kind is ChangeKind.Added or ChangeKind.Removed ? item.Kind
        : item.NewBytes > item.OldBytes ? ChangeKind.Grown
        : item.NewBytes < item.OldBytes ? ChangeKind.Shrunk
        : ChangeKind.Changed;
}
