using LayerPipeline.Formats.Archives;

namespace LayerPipeline.Tests.Formats.Archives;

/// <summary>Reads whole archives.</summary>
internal static class Reading
{
    public static async Task<ZipDirectory> DirectoryAsync(byte[] archive, ArchiveLimits? limits = null) =>
        await ZipDirectory.ReadAsync(new MemoryFile(archive), limits, CancellationToken.None);

    /// <summary>Names to contents; reads give few bytes at a time.</summary>
    public static async Task<Dictionary<string, byte[]>> ContentsAsync(byte[] archive, int most = 1000)
    {
        var file = new MemoryFile(archive, most);
        var directory = await ZipDirectory.ReadAsync(file, limits: null, CancellationToken.None);
        var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in directory.Entries)
        {
            contents.Add(entry.Name, await EntryContent.ReadAsync(file, entry, CancellationToken.None));
        }

        return contents;
    }

    /// <summary>Copies every entry as it is, in the order of names.</summary>
    public static async Task<byte[]> CopyAsync(byte[] archive, Func<ZipEntry, bool>? chosen = null)
    {
        var file = new MemoryFile(archive);
        var directory = await ZipDirectory.ReadAsync(file, limits: null, CancellationToken.None);
        var entries = directory.Entries.Where(chosen ?? (_ => true)).ToList();
        using var output = new MemoryStream();
        var writer = new ZipWriter(output);
        await using var copy = new EntryReader(file, entries);
        foreach (var entry in entries)
        {
            await copy.CopyAsync(writer, entry, CancellationToken.None);
        }

        await writer.FinishAsync(CancellationToken.None);
        return output.ToArray();
    }

    /// <summary>The bytes of an entry as they lie in the archive.</summary>
    public static byte[] Compressed(byte[] archive, ZipEntry entry)
    {
        var header = archive.AsSpan((int)entry.Offset);
        var content = 30 + BitConverter.ToUInt16(header[26..]) + BitConverter.ToUInt16(header[28..]);
        return header.Slice(content, (int)entry.CompressedBytes).ToArray();
    }
}
