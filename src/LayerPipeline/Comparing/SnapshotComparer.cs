using LayerPipeline.Formats.Packaging;

namespace LayerPipeline.Comparing;

/// <summary>Compares what is known of two layers.</summary>
public static class SnapshotComparer
{
    /// <summary>Compares.</summary>
    /// <param name="old">The layer that was.</param>
    /// <param name="now">The layer that is.</param>
    /// <returns>What changed.</returns>
    public static LayerComparison Compare(LayerSnapshot old, LayerSnapshot now)
    {
        // Names of files and modules that import are not the same question.
        var canTell = old.Modules is not null && now.Modules is not null && old.ModulesWereImported == now.ModulesWereImported;
        return new LayerComparison
        {
            Old = Side(old),
            New = Side(now),
            Distributions = Distributions(old, now),
            Files = old.Files is null || now.Files is null ? null : Files(old.Files, now.Files),
            ModulesGained = canTell ? Except(now.Modules!, old.Modules!) : null,
            ModulesLost = canTell ? Except(old.Modules!, now.Modules!) : null,
            ModulesWereImported = canTell && now.ModulesWereImported,
            Startup =
            [
                .. old
                    .Startup.Keys.Union(now.Startup.Keys, StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal)
                    .Select(name => new StartupDifference(name, Find(old.Startup, name), Find(now.Startup, name))),
            ],
        };
    }

    private static ComparedLayer Side(LayerSnapshot side) =>
        new(side.Source, side.Bytes, side.ZipBytes, side.Python, side.Architecture) { Cold = side.Cold.Count > 0 ? side.Cold : null };

    private static double? Find(IReadOnlyDictionary<string, double> startup, string name) =>
        startup.TryGetValue(name, out var seconds) ? seconds : null;

    private static IReadOnlyList<string> Except(IReadOnlyList<string> names, IReadOnlyList<string> others) =>
        [.. names.Except(others, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IReadOnlyList<DistributionDifference> Distributions(LayerSnapshot old, LayerSnapshot now)
    {
        var before = ByName(old);
        var after = ByName(now);
        return
        [
            .. before
                .Keys.Union(after.Keys, StringComparer.Ordinal)
                .Select(name => Difference(name, before.GetValueOrDefault(name), after.GetValueOrDefault(name)))
                .OfType<DistributionDifference>()
                .OrderByDescending(item => Math.Abs((item.NewBytes ?? 0) - (item.OldBytes ?? 0)))
                .ThenBy(item => item.Name, StringComparer.Ordinal),
        ];
    }

    private static Dictionary<string, SnapshotDistribution> ByName(LayerSnapshot side) =>
        side.Distributions.DistinctBy(item => item.Name, StringComparer.Ordinal).ToDictionary(item => item.Name, StringComparer.Ordinal);

    private static DistributionDifference? Difference(string name, SnapshotDistribution? old, SnapshotDistribution? now)
    {
        var isRelicensed = old is not null && now is not null && (old.License ?? now.License) != (now.License ?? old.License);
        var kind = KindOf(old, now) ?? (isRelicensed ? ChangeKind.Changed : null);
        return kind is not { } change
            ? null
            : new DistributionDifference
            {
                Name = name,
                Kind = change,
                OldVersion = old?.Version,
                NewVersion = now?.Version,
                OldBytes = old is null ? 0 : old.Bytes,
                NewBytes = now is null ? 0 : now.Bytes,
                OldLicense = isRelicensed || now is null ? old?.License : null,
                NewLicense = isRelicensed || old is null ? now?.License : null,
            };
    }

    private static ChangeKind? KindOf(SnapshotDistribution? old, SnapshotDistribution? now) =>
        old is null ? ChangeKind.Added
        : now is null ? ChangeKind.Removed
        : Order(old.Version, now.Version) switch
        {
            < 0 => ChangeKind.Upgraded,
            > 0 => ChangeKind.Downgraded,
            _ when old.Bytes is { } before && now.Bytes is { } after => OfBytes(before, after),
            _ => null,
        };

    private static ChangeKind? OfBytes(long before, long after) =>
        before < after ? ChangeKind.Grown
        : before > after ? ChangeKind.Shrunk
        : null;

    /// <summary>Negative where the second version is later; versions that PEP 440 does not order are the same or an upgrade.</summary>
    private static int Order(string? old, string? now)
    {
        if (old is null || now is null || string.Equals(old, now, StringComparison.Ordinal))
        {
            return 0;
        }

        return PythonVersion.TryParse(old) is { } before && PythonVersion.TryParse(now) is { } after
            ? PythonVersion.Compare(before, after)
            : -1;
    }

    private static IReadOnlyList<FileDifference> Files(IReadOnlyList<SnapshotFile> old, IReadOnlyList<SnapshotFile> now)
    {
        var before = old.ToDictionary(file => file.Path, StringComparer.Ordinal);
        var after = now.ToDictionary(file => file.Path, StringComparer.Ordinal);
        return
        [
            .. before
                .Keys.Union(after.Keys, StringComparer.Ordinal)
                .Select(path => Difference(before.GetValueOrDefault(path), after.GetValueOrDefault(path)))
                .OfType<FileDifference>()
                .OrderByDescending(file => Math.Abs(file.NewBytes - file.OldBytes))
                .ThenBy(file => file.Path, StringComparer.Ordinal),
        ];
    }

    private static FileDifference? Difference(SnapshotFile? old, SnapshotFile? now)
    {
        ChangeKind? kind =
            old is null ? ChangeKind.Added
            : now is null ? ChangeKind.Removed
            : OfBytes(old.Bytes, now.Bytes) ?? (old.Crc32 == now.Crc32 ? null : ChangeKind.Changed);
        var known = now ?? old!;
        return kind is { } change ? new FileDifference(known.Path, change, known.Distribution, old?.Bytes ?? 0, now?.Bytes ?? 0) : null;
    }
}
