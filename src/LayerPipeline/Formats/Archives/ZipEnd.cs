using System.Buffers.Binary;
using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Formats.Archives;

/// <summary>Where an archive's central directory lies: the end record, and the zip64 one where there is one.</summary>
internal readonly record struct ZipEnd(long Entries, long DirectoryOffset, int DirectoryBytes)
{
    /// <summary>Whether the archive says of itself that it is for transport (<see cref="ZipFormat.TransportComment"/>).</summary>
    public bool IsForTransport { get; private init; }

    private const int LongestComment = ushort.MaxValue;

    public static async ValueTask<ZipEnd> ReadAsync(IRangedFile file, CancellationToken cancellationToken)
    {
        var tail = new byte[
            (int)Math.Min(file.Length, ZipFormat.EndBytes + LongestComment + ZipFormat.Zip64LocatorBytes + ZipFormat.Zip64EndBytes)
        ];
        var tailOffset = file.Length - tail.Length;
        await file.ReadArchiveAsync(tailOffset, tail, cancellationToken);

        var at = Find(tail);
        if (at < 0)
        {
            throw new InvalidArchiveException($"No end record in the last {tail.Length} bytes: not a zip archive, or a truncated one.");
        }

        var record = tail.AsSpan(at);
        var disks = BinaryPrimitives.ReadUInt32LittleEndian(record[4..]);
        long entries = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        long bytes = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        if (entries == ushort.MaxValue || bytes == uint.MaxValue || offset == uint.MaxValue)
        {
            var zip64 = await ReadZip64Async(file, tail, tailOffset, at, cancellationToken);
            (entries, bytes, offset) = zip64 ?? (entries, bytes, offset);
        }
        else if (disks != 0)
        {
            throw new InvalidArchiveException("The archive is one part of a multi-part archive. Join the parts first.");
        }

        return Check(entries, bytes, offset, tailOffset + at) with
        {
            IsForTransport = tail.AsSpan(at + ZipFormat.EndBytes).SequenceEqual(ZipFormat.TransportComment),
        };
    }

    private static ZipEnd Check(long entries, long bytes, long offset, long endOffset)
    {
        if (offset < 0 || bytes < 0 || entries < 0 || offset > endOffset || bytes > endOffset - offset || bytes > Array.MaxLength)
        {
            throw new InvalidArchiveException(
                $"The central directory ({bytes} bytes at {offset}) does not fit before the end record at {endOffset}: truncated or damaged."
            );
        }

        if (entries > bytes / ZipFormat.CentralHeaderBytes)
        {
            throw new InvalidArchiveException($"{entries} entries are declared in a central directory of {bytes} bytes.");
        }

        return new ZipEnd(entries, offset, (int)bytes);
    }

    private static int Find(ReadOnlySpan<byte> tail)
    {
        for (var at = tail.Length - ZipFormat.EndBytes; at >= 0; at--)
        {
            if (
                BinaryPrimitives.ReadUInt32LittleEndian(tail[at..]) == ZipFormat.EndSignature
                && at + ZipFormat.EndBytes + BinaryPrimitives.ReadUInt16LittleEndian(tail[(at + 20)..]) == tail.Length
            )
            {
                return at;
            }
        }

        return -1;
    }

    private static async ValueTask<(long Entries, long Bytes, long Offset)?> ReadZip64Async(
        IRangedFile file,
        byte[] tail,
        long tailOffset,
        int end,
        CancellationToken cancellationToken
    )
    {
        var locator = end - ZipFormat.Zip64LocatorBytes;
        if (locator < 0 || BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(locator)) != ZipFormat.Zip64LocatorSignature)
        {
            return null;
        }

        var offset = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(locator + 8));
        if (offset < 0 || offset > tailOffset + locator - ZipFormat.Zip64EndBytes)
        {
            throw new InvalidArchiveException($"The zip64 end record should be at {offset}, which is beyond its locator: damaged.");
        }

        var record = new byte[ZipFormat.Zip64EndBytes];
        await file.ReadArchiveAsync(offset, record, cancellationToken);
        if (BinaryPrimitives.ReadUInt32LittleEndian(record) != ZipFormat.Zip64EndSignature)
        {
            throw new InvalidArchiveException($"No zip64 end record at {offset}, where its locator points: damaged.");
        }

        return (
            BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(32)),
            BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(40)),
            BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48))
        );
    }
}
