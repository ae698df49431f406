namespace LayerPipeline.Formats.Archives;

/// <summary>One entry of an archive's central directory.</summary>
public sealed record ZipEntry
{
    /// <summary>Name: relative, <c>/</c> between the parts, checked by <see cref="EntryName"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Its name in the archive, where <see cref="Name"/> is the one under which it is looked at; null where both are one.</summary>
    internal string? StoredName { get; init; }

    /// <summary>0 for stored, 8 for deflated.</summary>
    public required ushort Method { get; init; }

    /// <summary>CRC-32 of the content.</summary>
    public required uint Crc32 { get; init; }

    /// <summary>Bytes in the archive.</summary>
    public required long CompressedBytes { get; init; }

    /// <summary>Bytes unzipped.</summary>
    public required long Bytes { get; init; }

    /// <summary>Unix mode bits; 0 where the archive has none.</summary>
    public required int Mode { get; init; }

    /// <summary>Where the local header starts, in bytes from the start of the file.</summary>
    public required long Offset { get; init; }

    /// <summary>Where the next entry or the central directory starts: nothing of this entry is beyond.</summary>
    public long End { get; init; }

    /// <summary>Whether it stands for a folder.</summary>
    public bool IsFolder => Name.EndsWith('/');

    /// <summary>Whether it is a symbolic link; its content is the target.</summary>
    public bool IsLink => UnixMode.IsLink(Mode);
}
