using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Comparing;

/// <summary>
/// What changed from one published version to the next, short enough to be sent: no list has more than <see cref="Listed"/> items and no
/// text more than <see cref="Length"/> characters, so that its JSON stays below the 262,144 bytes that an event and a state's result may
/// have. Sources: EventBridge, PutEvents entry size; Step Functions, Service quotas.
/// </summary>
public sealed record ChangeDigest
{
    /// <summary>Items of a list; how many more there are is in <see cref="Unlisted"/>.</summary>
    public const int Listed = 25;

    /// <summary>Characters of a text.</summary>
    public const int Length = 60;

    /// <summary>ARN of the version before.</summary>
    public required string Previous { get; init; }

    /// <summary>Unzipped bytes of the version before.</summary>
    public required long BytesBefore { get; init; }

    /// <summary>Unzipped bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Length of the archive of the version before, in bytes.</summary>
    public long? ZipBytesBefore { get; init; }

    /// <summary>Length of the archive in bytes.</summary>
    public long? ZipBytes { get; init; }

    /// <summary>How many files and modules differ; null where the files of the run before are gone.</summary>
    public ComparisonCounts? Counts { get; init; }

    /// <summary>Distributions that are new.</summary>
    public required IReadOnlyList<ChangedValue> Added { get; init; }

    /// <summary>Distributions that are gone.</summary>
    public required IReadOnlyList<ChangedValue> Removed { get; init; }

    /// <summary>Distributions of a later version.</summary>
    public required IReadOnlyList<ChangedValue> Upgraded { get; init; }

    /// <summary>Distributions of an earlier version.</summary>
    public required IReadOnlyList<ChangedValue> Downgraded { get; init; }

    /// <summary>Licences that differ, and those of distributions that are new or gone.</summary>
    public required IReadOnlyList<ChangedValue> Licenses { get; init; }

    /// <summary>Seconds that imports take.</summary>
    public required IReadOnlyList<StartupDifference> Startup { get; init; }

    /// <summary>Items that the lists leave out.</summary>
    public int Unlisted { get; init; }

    /// <summary>Makes it.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <returns>The digest.</returns>
    public static ChangeDigest Of(LayerComparison comparison)
    {
        var versions = comparison.Distributions.ToLookup(item => item.Kind, Version);
        List<ChangedValue> licenses =
        [
            .. comparison.Distributions.Where(item => item.OldLicense is not null || item.NewLicense is not null).Select(License),
        ];
        int[] lengths =
        [
            .. new[] { ChangeKind.Added, ChangeKind.Removed, ChangeKind.Upgraded, ChangeKind.Downgraded }.Select(kind =>
                versions[kind].Count()
            ),
            licenses.Count,
            comparison.Startup.Count,
        ];
        return new ChangeDigest
        {
            Previous = comparison.Old.Source,
            BytesBefore = comparison.Old.Bytes,
            Bytes = comparison.New.Bytes,
            ZipBytesBefore = comparison.Old.ZipBytes,
            ZipBytes = comparison.New.ZipBytes,
            Counts = Short(comparison.Counts ?? ComparisonCounts.Of(comparison)),
            Added = [.. versions[ChangeKind.Added].Take(Listed)],
            Removed = [.. versions[ChangeKind.Removed].Take(Listed)],
            Upgraded = [.. versions[ChangeKind.Upgraded].Take(Listed)],
            Downgraded = [.. versions[ChangeKind.Downgraded].Take(Listed)],
            Licenses = [.. licenses.Take(Listed)],
            Startup = [.. comparison.Startup.Take(Listed).Select(item => item with { Name = Short(item.Name)! })],
            Unlisted = lengths.Sum(length => Math.Max(0, length - Listed)),
        };
    }

    private static ChangedValue Version(DistributionDifference item) =>
        new(Short(item.Name)!, Short(item.OldVersion), Short(item.NewVersion));

    private static ChangedValue License(DistributionDifference item) =>
        new(Short(item.Name)!, Short(item.OldLicense), Short(item.NewLicense));

    private static ComparisonCounts? Short(ComparisonCounts? counts) =>
        counts is null
            ? null
            : counts with
            {
                FirstGained = counts.FirstGained?.Select(name => Short(name)!).ToList(),
                FirstLost = counts.FirstLost?.Select(name => Short(name)!).ToList(),
            };

    private static string? Short(string? text) => text is null ? null : MessageText.Shorten(text, Length);
}
