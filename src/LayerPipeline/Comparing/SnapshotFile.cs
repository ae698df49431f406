namespace LayerPipeline.Comparing;

/// <summary>A file of a layer.</summary>
/// <param name="Path">Its path, below <c>python/</c> where the packages are in another folder.</param>
/// <param name="Bytes">Its bytes unzipped.</param>
/// <param name="Crc32">Its checksum, by which a file of the same length may be another one.</param>
/// <param name="Distribution">Whose it is, as <see cref="SnapshotDistribution.Name"/>.</param>
public sealed record SnapshotFile(string Path, long Bytes, uint Crc32, string Distribution)
{
    /// <summary>Its bytes in the archive; null where that is not known.</summary>
    public long? Zipped { get; init; }
}
