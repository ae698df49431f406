using System.Buffers.Binary;

namespace LayerPipeline.Formats.Archives;

/// <summary>Parses the headers of a central directory and checks them against each other.</summary>
internal static class CentralDirectory
{
    public static IReadOnlyList<ZipEntry> Parse(ReadOnlySpan<byte> directory, ZipEnd end, ArchiveLimits limits)
    {
        var entries = new List<ZipEntry>((int)end.Entries);
        for (long i = 0; i < end.Entries; i++)
        {
            entries.Add(ReadHeader(ref directory, limits));
        }

        CheckTotal(entries, limits);
        var placed = Place(entries, end.DirectoryOffset);
        Sort(placed, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        CheckNames(placed);
        return placed;
    }

    private static ZipEntry ReadHeader(ref ReadOnlySpan<byte> directory, ArchiveLimits limits)
    {
        if (
            directory.Length < ZipFormat.CentralHeaderBytes
            || BinaryPrimitives.ReadUInt32LittleEndian(directory) != ZipFormat.CentralHeaderSignature
        )
        {
            throw new InvalidArchiveException("The central directory ends early or contains something that is not a header: damaged.");
        }

        var header = directory[..ZipFormat.CentralHeaderBytes];
        int nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        int extraBytes = BinaryPrimitives.ReadUInt16LittleEndian(header[30..]);
        int commentBytes = BinaryPrimitives.ReadUInt16LittleEndian(header[32..]);
        var rest = directory[ZipFormat.CentralHeaderBytes..];
        if (rest.Length < nameBytes + extraBytes + commentBytes)
        {
            throw new InvalidArchiveException("A header of the central directory reaches beyond its end: damaged.");
        }

        if (nameBytes > limits.NameBytes)
        {
            throw new InvalidArchiveException($"An entry's name has {nameBytes} bytes; at most {limits.NameBytes} can be unpacked.");
        }

        var name = EntryName.Decode(rest[..nameBytes]);
        var entry = Interpret(header, name, rest.Slice(nameBytes, extraBytes));
        directory = rest[(nameBytes + extraBytes + commentBytes)..];
        return entry;
    }

    private static ZipEntry Interpret(ReadOnlySpan<byte> header, string name, ReadOnlySpan<byte> extra)
    {
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]);
        if ((flags & (ZipFormat.Encrypted | ZipFormat.StrongEncryption | ZipFormat.MaskedHeaders)) != 0)
        {
            throw new InvalidArchiveException($"Entry '{name}' is encrypted; Lambda can't unpack that.");
        }

        var method = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]);
        if (method is not (ZipFormat.Stored or ZipFormat.Deflated))
        {
            throw new InvalidArchiveException(
                $"Entry '{name}' uses compression method {method}; only stored (0) and deflated (8) are read."
            );
        }

        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(header[20..]);
        long bytes = BinaryPrimitives.ReadUInt32LittleEndian(header[24..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(header[42..]);
        ReadZip64(name, extra, ref bytes, ref compressed, ref offset);
        var host = header[5];
        var mode = host == ZipFormat.UnixHost ? (int)(BinaryPrimitives.ReadUInt32LittleEndian(header[38..]) >> 16) : 0;
        if (UnixMode.IsSpecial(mode))
        {
            throw new InvalidArchiveException(
                $"Entry '{name}' is a device, a pipe or a socket; a layer can contain only files, folders and links."
            );
        }

        if (method == ZipFormat.Stored && compressed != bytes)
        {
            throw new InvalidArchiveException(
                $"Entry '{name}' is stored uncompressed, but declares {compressed} bytes compressed and {bytes} uncompressed."
            );
        }

        return new ZipEntry
        {
            Name = name,
            Method = method,
            Crc32 = BinaryPrimitives.ReadUInt32LittleEndian(header[16..]),
            CompressedBytes = compressed,
            Bytes = bytes,
            Mode = mode,
            Offset = offset,
        };
    }

    /// <summary>Takes the 64-bit values for those fields that say they are too small; in this order. Source: APPNOTE 4.5.3.</summary>
    private static void ReadZip64(string name, ReadOnlySpan<byte> extra, ref long bytes, ref long compressed, ref long offset)
    {
        while (extra.Length >= 4)
        {
            var tag = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            int length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (length > extra.Length - 4)
            {
                break;
            }

            if (tag == ZipFormat.Zip64ExtraTag)
            {
                var values = extra.Slice(4, length);
                Widen(name, ref bytes, ref values);
                Widen(name, ref compressed, ref values);
                Widen(name, ref offset, ref values);
                break;
            }

            extra = extra[(4 + length)..];
        }
    }

    private static void Widen(string name, ref long value, ref ReadOnlySpan<byte> values)
    {
        if (value != uint.MaxValue)
        {
            return;
        }

        if (values.Length < 8 || BinaryPrimitives.ReadInt64LittleEndian(values) < 0)
        {
            throw new InvalidArchiveException($"Entry '{name}' has a zip64 field that is too short or negative: damaged.");
        }

        value = BinaryPrimitives.ReadInt64LittleEndian(values);
        values = values[8..];
    }

    private static void CheckTotal(List<ZipEntry> entries, ArchiveLimits limits)
    {
        var left = limits.TotalBytes;
        foreach (var entry in entries)
        {
            // Deflate can't do better than 1032 to 1 (zlib's technical details), so more than that is a lie.
            if (entry.Bytes > left || entry.Bytes / 1032 > entry.CompressedBytes)
            {
                throw new InvalidArchiveException(
                    $"Entry '{entry.Name}' declares {entry.Bytes} bytes from {entry.CompressedBytes}; "
                        + $"at most {limits.TotalBytes} in all are unpacked. Is this a zip bomb?"
                );
            }

            left -= entry.Bytes;
        }
    }

    /// <summary>Gives each entry the offset at which the next begins, and refuses entries that overlap.</summary>
    private static List<ZipEntry> Place(List<ZipEntry> entries, long directoryOffset)
    {
        Sort(entries, static (a, b) => a.Offset.CompareTo(b.Offset));
        var placed = new List<ZipEntry>(entries.Count);
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            var end = i + 1 < entries.Count ? entries[i + 1].Offset : directoryOffset;
            if (entry.Offset > end || entry.CompressedBytes > end - entry.Offset - ZipFormat.LocalHeaderBytes)
            {
                throw new InvalidArchiveException(
                    $"Entry '{entry.Name}' at {entry.Offset} with {entry.CompressedBytes} bytes reaches into what follows at {end}: damaged."
                );
            }

            placed.Add(entry with { End = end });
        }

        return placed;
    }

    /// <summary>Most archives are in order already, and to see that is much faster than to sort.</summary>
    private static void Sort(List<ZipEntry> entries, Comparison<ZipEntry> comparison)
    {
        for (var i = 1; i < entries.Count; i++)
        {
            if (comparison(entries[i - 1], entries[i]) > 0)
            {
                entries.Sort(comparison);
                return;
            }
        }
    }

    private static void CheckNames(List<ZipEntry> entries)
    {
        for (var i = 1; i < entries.Count; i++)
        {
            if (string.Equals(entries[i - 1].Name, entries[i].Name, StringComparison.Ordinal))
            {
                throw new InvalidArchiveException($"Entry '{entries[i].Name}' occurs twice; it is undefined which one applies.");
            }
        }
    }
}
