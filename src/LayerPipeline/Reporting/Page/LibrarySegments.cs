using System.Buffers.Binary;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Contents;
using LayerPipeline.Formats.Elf;
using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Reporting.Page;

/// <summary>What the loader takes of each shared library, by the program headers at its start.</summary>
/// <remarks>Format: the System V gABI, as elf.h of glibc has it.</remarks>
internal static class LibrarySegments
{
    /// <summary>Smaller files can't be shared libraries: the headers alone take more.</summary>
    private const int LeastBytes = 1024;

    /// <summary>Reads the starts of entries.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="candidates">Entries that may be libraries.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>A library for each entry that is one, without what became of it.</returns>
    public static async Task<IReadOnlyList<ReportLibrary>> ReadAsync(
        IRangedFile archive,
        IEnumerable<ZipEntry> candidates,
        CancellationToken cancellationToken
    )
    {
        List<ZipEntry> entries = [.. candidates.Where(entry => !entry.IsLink && entry.Bytes >= LeastBytes).OrderBy(entry => entry.Offset)];
        var start = new byte[FileStart.Length];
        var found = new List<ReportLibrary>();
        await using var reader = EntryReader.OfStarts(archive, entries);
        foreach (var entry in entries)
        {
            var count = await reader.ReadStartAsync(entry, start, cancellationToken);
            if (FileStart.Read(start.AsSpan(0, count)) is { Kind: FileKind.Library, Elf: { Is64Bit: true, IsLittleEndian: true } })
            {
                found.Add(Of(entry, start.AsSpan(0, count)));
            }
        }

        return found;
    }

    /// <summary>Adds the loaded segments up; a file whose headers lie elsewhere, or say what can't be, has no figures.</summary>
    private static ReportLibrary Of(ZipEntry entry, ReadOnlySpan<byte> start)
    {
        var library = new ReportLibrary { Path = entry.Name, Bytes = entry.Bytes };
        var at = BinaryPrimitives.ReadUInt64LittleEndian(start[32..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(start[56..]);
        if (at > (ulong)start.Length || at + ((ulong)count * ElfSegment.EntrySize) > (ulong)start.Length)
        {
            return library;
        }

        var (code, data) = (0UL, 0UL);
        for (var i = 0; i < count; i++)
        {
            var header = start.Slice((int)at + (i * ElfSegment.EntrySize), ElfSegment.EntrySize);
            if (BinaryPrimitives.ReadUInt32LittleEndian(header) == SegmentTypes.Load)
            {
                var isCode = (BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) & SegmentFlags.Execute) != 0;
                var bytes = Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(header[32..]), (ulong)entry.Bytes);
                (code, data) = isCode ? (code + bytes, data) : (code, data + bytes);
            }
        }

        return code + data > (ulong)entry.Bytes
            ? library
            : library with
            {
                CodeBytes = (long)code,
                DataBytes = (long)data,
                UnloadedBytes = entry.Bytes - (long)(code + data),
            };
    }
}
