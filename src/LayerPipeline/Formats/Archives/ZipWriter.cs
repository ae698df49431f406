using System.Buffers.Binary;
using System.Text;

namespace LayerPipeline.Formats.Archives;

/// <summary>
/// Writes an archive whose bytes depend on nothing but its entries: no times, no extra fields but zip64 where sizes ask for it,
/// modes 0644, 0755, folder or link. Entries go out in the order in which they come.
/// </summary>
/// <param name="output">Where the archive goes; written in order, never sought.</param>
public sealed class ZipWriter(Stream output)
{
    private readonly List<ZipEntry> _entries = [];
    private long _position;
    private long _directoryBytes;

    /// <summary>Whether the archive is to say of itself what <see cref="ZipDirectory.IsForTransport"/> reads.</summary>
    internal bool IsForTransport { get; init; }

    /// <summary>Unzipped bytes of the entries written so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Length that the archive has if it ends with the entries written so far; below 4 GiB, where it needs no zip64.</summary>
    internal long ZipBytes => _position + _directoryBytes + ZipFormat.EndBytes + Comment.Length;

    private ReadOnlySpan<byte> Comment => IsForTransport ? ZipFormat.TransportComment : [];

    /// <summary>Copies the content of an entry as it is, compressed. The reader must stand at the entry's local header.</summary>
    internal async ValueTask CopyAsync(ForwardReader reader, ZipEntry entry, string name, CancellationToken cancellationToken)
    {
        await LocalHeader.SkipAsync(reader, entry, cancellationToken);
        await BeginAsync(entry with { Name = name }, cancellationToken);
        var left = entry.CompressedBytes;
        while (left > 0)
        {
            var taken = await reader.TakeAsync(left, cancellationToken);
            if (taken.IsEmpty)
            {
                throw new InvalidArchiveException($"Entry '{entry.Name}' ends early: the archive is truncated or damaged.");
            }

            await output.WriteAsync(taken, cancellationToken);
            left -= taken.Length;
        }

        _position += entry.CompressedBytes;
    }

    /// <summary>Writes an entry that was deflated beforehand.</summary>
    /// <param name="entry">The entry with its content.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When it is written.</returns>
    public async ValueTask WriteAsync(DeflatedEntry entry, CancellationToken cancellationToken)
    {
        var header = entry.Header;
        await BeginAsync(header, cancellationToken);
        foreach (var piece in entry.Pieces)
        {
            await output.WriteAsync(piece, cancellationToken);
        }

        _position += header.CompressedBytes;
    }

    /// <summary>Writes the central directory. Nothing can be added afterwards.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When all is written.</returns>
    public async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        using var directory = new MemoryStream();
        foreach (var entry in _entries)
        {
            directory.Write(CentralHeader(entry));
        }

        var directoryBytes = directory.Length;
        directory.Write(End(_entries.Count, directoryBytes, _position, Comment));
        await output.WriteAsync(directory.GetBuffer().AsMemory(0, (int)directory.Length), cancellationToken);
        await output.FlushAsync(cancellationToken);
    }

    private async ValueTask BeginAsync(ZipEntry entry, CancellationToken cancellationToken)
    {
        var placed = entry with { Offset = _position, Mode = entry.IsFolder ? UnixMode.Folder : UnixMode.Normalize(entry.Mode) };
        _entries.Add(placed);
        Bytes += entry.Bytes;
        var header = LocalHeader.Make(placed);
        await output.WriteAsync(header, cancellationToken);
        _position += header.Length;
        _directoryBytes += ZipFormat.CentralHeaderBytes + Encoding.UTF8.GetByteCount(entry.Name);
    }

    private static byte[] CentralHeader(ZipEntry entry)
    {
        var name = Encoding.UTF8.GetBytes(entry.Name);
        var extra = Zip64Extra(entry);
        var header = new byte[ZipFormat.CentralHeaderBytes + name.Length + extra.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(header, ZipFormat.CentralHeaderSignature);
        header[4] = (byte)ZipFormat.Version45;
        header[5] = ZipFormat.UnixHost;
        LocalHeader.WriteCommon(header.AsSpan(6), entry, extra.Length > 0);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(28), (ushort)name.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(30), (ushort)extra.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(38), (uint)entry.Mode << 16);
        var far = LocalHeader.NeedsZip64(entry.Offset);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(42), far ? uint.MaxValue : (uint)entry.Offset);
        name.CopyTo(header, ZipFormat.CentralHeaderBytes);
        extra.CopyTo(header, ZipFormat.CentralHeaderBytes + name.Length);
        return header;
    }

    private static byte[] Zip64Extra(ZipEntry entry)
    {
        var sizes = LocalHeader.NeedsZip64(entry.Bytes) || LocalHeader.NeedsZip64(entry.CompressedBytes);
        long[] values = [.. sizes ? [entry.Bytes, entry.CompressedBytes] : Array.Empty<long>(), .. Far(entry.Offset)];
        if (values.Length == 0)
        {
            return [];
        }

        var extra = new byte[4 + (8 * values.Length)];
        BinaryPrimitives.WriteUInt16LittleEndian(extra, ZipFormat.Zip64ExtraTag);
        BinaryPrimitives.WriteUInt16LittleEndian(extra.AsSpan(2), (ushort)(8 * values.Length));
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(extra.AsSpan(4 + (8 * i)), values[i]);
        }

        return extra;
    }

    private static long[] Far(long offset) => LocalHeader.NeedsZip64(offset) ? [offset] : [];

    private static byte[] End(int entries, long directoryBytes, long offset, ReadOnlySpan<byte> comment)
    {
        var zip64 = entries >= ushort.MaxValue || LocalHeader.NeedsZip64(directoryBytes) || LocalHeader.NeedsZip64(offset);
        var at = zip64 ? ZipFormat.Zip64EndBytes + ZipFormat.Zip64LocatorBytes : 0;
        var end = new byte[at + ZipFormat.EndBytes + comment.Length];
        var record = end.AsSpan(at);
        BinaryPrimitives.WriteUInt32LittleEndian(record, ZipFormat.EndSignature);
        BinaryPrimitives.WriteUInt16LittleEndian(record[8..], zip64 ? ushort.MaxValue : (ushort)entries);
        BinaryPrimitives.WriteUInt16LittleEndian(record[10..], zip64 ? ushort.MaxValue : (ushort)entries);
        BinaryPrimitives.WriteUInt32LittleEndian(record[12..], zip64 ? uint.MaxValue : (uint)directoryBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(record[16..], zip64 ? uint.MaxValue : (uint)offset);
        BinaryPrimitives.WriteUInt16LittleEndian(record[20..], (ushort)comment.Length);
        comment.CopyTo(record[ZipFormat.EndBytes..]);
        if (zip64)
        {
            WriteZip64End(end, entries, directoryBytes, offset);
        }

        return end;
    }

    private static void WriteZip64End(Span<byte> end, int entries, long directoryBytes, long offset)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(end, ZipFormat.Zip64EndSignature);
        BinaryPrimitives.WriteInt64LittleEndian(end[4..], ZipFormat.Zip64EndBytes - 12);
        end[12] = (byte)ZipFormat.Version45;
        end[13] = ZipFormat.UnixHost;
        BinaryPrimitives.WriteUInt16LittleEndian(end[14..], ZipFormat.Version45);
        BinaryPrimitives.WriteInt64LittleEndian(end[24..], entries);
        BinaryPrimitives.WriteInt64LittleEndian(end[32..], entries);
        BinaryPrimitives.WriteInt64LittleEndian(end[40..], directoryBytes);
        BinaryPrimitives.WriteInt64LittleEndian(end[48..], offset);
        var locator = end[ZipFormat.Zip64EndBytes..];
        BinaryPrimitives.WriteUInt32LittleEndian(locator, ZipFormat.Zip64LocatorSignature);
        BinaryPrimitives.WriteInt64LittleEndian(locator[8..], offset + directoryBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(locator[16..], 1);
    }
}
