namespace LayerPipeline.Formats.Archives;

/// <summary>What an archive may declare before it is refused unread. Guards against bombs, far above any real layer.</summary>
public sealed record ArchiveLimits
{
    /// <summary>Sixteen times Lambda's 262,144,000 bytes, so that trees far over the budget can still be pruned.</summary>
    public static ArchiveLimits Default { get; } = new();

    /// <summary>Entries in one archive.</summary>
    public int Entries { get; init; } = 1_000_000;

    /// <summary>Unzipped bytes of all entries together.</summary>
    public long TotalBytes { get; init; } = 16L * 262_144_000;

    /// <summary>Bytes of one entry that is read whole, in the archive and unzipped.</summary>
    public long EntryBytes { get; init; } = 2_000_000_000;

    /// <summary>Bytes of one name; Linux' PATH_MAX less the <c>/opt/</c> in front.</summary>
    public int NameBytes { get; init; } = 4096 - 6;

    /// <summary>Whether content of this length may be read whole.</summary>
    internal bool CanBeInMemory(long bytes) => bytes <= EntryBytes;
}
