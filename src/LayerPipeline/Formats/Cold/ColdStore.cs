using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Lambda;
using ZstdSharp;

namespace LayerPipeline.Formats.Cold;

/// <summary>A cold store that was read. Nothing in it is believed that its hashes do not bear out.</summary>
public sealed class ColdStore
{
    /// <summary>Bytes that a list of files may have, unpacked: some ten times what the largest of known sets has.</summary>
    private const int ListBytes = 32 << 20;

    private const int Fields = 9;
    private const int DigestBytes = 32;

    private readonly ReadOnlyMemory<byte> _content;

    private ColdStore(ReadOnlyMemory<byte> content, IReadOnlyList<ColdUnit> units) => (_content, Units) = (content, units);

    /// <summary>Its units.</summary>
    public IReadOnlyList<ColdUnit> Units { get; }

    /// <summary>Says which unit each file is of.</summary>
    /// <returns>Units by the file's path below <c>python/</c>.</returns>
    public IReadOnlyDictionary<string, ColdUnit> UnitsByPath() =>
        Units
            .SelectMany(unit => unit.Files.Select(file => (file.Path, Unit: unit)))
            .ToDictionary(file => file.Path, file => file.Unit, StringComparer.Ordinal);

    /// <summary>Reads a store.</summary>
    /// <param name="content">All its bytes.</param>
    /// <returns>The store; no frame is inflated yet.</returns>
    /// <exception cref="InvalidArchiveException">It is damaged.</exception>
    public static ColdStore Read(ReadOnlyMemory<byte> content)
    {
        var start = ColdStoreWriter.Magic.Length + sizeof(uint);
        if (content.Length < start || !content.Span.StartsWith(ColdStoreWriter.Magic))
        {
            throw Damaged("it does not begin as one of this version");
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(content.Span[ColdStoreWriter.Magic.Length..]);
        var lines = Encoding.UTF8.GetString(Part(content, start, length).Span).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var units = lines.Select(line => ReadUnit(content, line)).ToList();
        return
            units.SelectMany(unit => unit.Files).DistinctBy(file => file.Path, StringComparer.Ordinal).Count()
            == units.Sum(unit => unit.Files.Count)
            ? new ColdStore(content, units)
            : throw Damaged("it has a file twice");
    }

    /// <summary>Inflates a unit.</summary>
    /// <param name="unit">One of <see cref="Units"/>.</param>
    /// <returns>Its files with their contents, one after the other.</returns>
    /// <exception cref="InvalidArchiveException">It is damaged: its content is not what the list of its files says.</exception>
    public IEnumerable<(ColdFile File, byte[] Content)> Inflate(ColdUnit unit)
    {
        using var packed = new MemoryStream(_content.Slice(unit.Offset, unit.StoredBytes).ToArray(), writable: false);
        using var stream = unit.Codec.Inflate(packed);
        foreach (var file in unit.Files)
        {
            var content = ReadExactly(stream, file, unit);
            yield return SHA256.HashData(content).AsSpan().SequenceEqual(file.Sha256.Span)
                ? (file, content)
                : throw Damaged($"{file.Path} is not what was stored");
        }
    }

    /// <summary>Inflates a unit to see whether it is damaged.</summary>
    /// <param name="unit">One of <see cref="Units"/>.</param>
    /// <returns>What is wrong with it; null where its files are those that were stored.</returns>
    public string? FindDamage(ColdUnit unit)
    {
        try
        {
            foreach (var _ in Inflate(unit))
            {
                // Each file is held to its hash on the way.
            }

            return null;
        }
        catch (InvalidArchiveException e)
        {
            return e.Message;
        }
    }

    private static byte[] ReadExactly(Stream stream, ColdFile file, ColdUnit unit)
    {
        try
        {
            // It may not be as long as it says: the buffer grows with what is there.
            using var content = new MemoryStream();
            var buffer = new byte[1 << 16];
            while (content.Length < file.Bytes)
            {
                var count = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, file.Bytes - content.Length));
                if (count == 0)
                {
                    throw Damaged($"what it has of {unit.Name} ends too soon");
                }

                content.Write(buffer, 0, count);
            }

            return content.ToArray();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ZstdException)
        {
            throw Damaged($"{unit.Name} can't be inflated", e);
        }
    }

    private static ColdUnit ReadUnit(ReadOnlyMemory<byte> content, string line)
    {
        var fields = line.Split('\t');
        if (fields.Length != Fields || ColdCodec.Find(fields[1]) is not { } codec || !IsUnitName(fields[0]))
        {
            throw Damaged("a unit has no name, or an unknown form");
        }

        var numbers = fields[2..8].Select(Number).ToList();
        var (offset, stored, bytes, count) = (numbers[0], numbers[1], numbers[2], numbers[3]);
        Part(content, offset, stored);
        var list = Part(content, numbers[4], numbers[5]);
        if (Convert.ToHexStringLower(SHA256.HashData(list.Span)) != fields[8])
        {
            throw Damaged($"the list of files of {fields[0]} is not the one that was written");
        }

        var files = ReadList(list, fields[0]);
        return files.Count == count && files.Sum(file => file.Bytes) == bytes
            ? new ColdUnit(fields[0], codec, (int)offset, (int)stored, bytes, files)
            : throw Damaged($"{fields[0]} has other files than it says");
    }

    private static List<ColdFile> ReadList(ReadOnlyMemory<byte> list, string unit)
    {
        var length = list.Length < sizeof(uint) ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(list.Span);
        var text = Unpack(Part(list, sizeof(uint), length), unit);
        var digests = list[(int)(sizeof(uint) + length)..];
        var lines = text.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return digests.Length == (long)lines.Length * DigestBytes
            ? [.. lines.Select((line, i) => ReadFile(line, digests.Slice(i * DigestBytes, DigestBytes)))]
            : throw Damaged($"the list of files of {unit} has not a hash for each");
    }

    private static ColdFile ReadFile(string line, ReadOnlyMemory<byte> digest)
    {
        var fields = line.Split(' ', 3);
        if (fields.Length != 3 || fields[0].Length is 0 or > 7 || fields[0].Any(digit => digit is < '0' or > '7'))
        {
            throw Damaged("a line about a file has an unknown form");
        }

        EntryName.Check(fields[2]);
        var bytes = Number(fields[1]);
        return fields[2].EndsWith('/') || !ArchiveLimits.Default.CanBeInMemory(bytes)
            ? throw Damaged($"{fields[2]} is no file that a layer has")
            : new ColdFile(fields[2], Convert.ToInt32(fields[0], 8), bytes, digest);
    }

    private static string Unpack(ReadOnlyMemory<byte> packed, string unit)
    {
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            using var text = new MemoryStream();
            var buffer = new byte[1 << 16];
            for (int count; (count = zlib.Read(buffer)) > 0; )
            {
                text.Write(buffer, 0, count);
                if (text.Length > ListBytes)
                {
                    throw Damaged($"the list of files of {unit} is too long");
                }
            }

            return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
        }
        catch (InvalidDataException e)
        {
            throw Damaged($"the list of files of {unit} can't be unpacked", e);
        }
    }

    private static ReadOnlyMemory<byte> Part(ReadOnlyMemory<byte> content, long offset, long length) =>
        offset <= content.Length && length <= content.Length - offset
            ? content.Slice((int)offset, (int)length)
            : throw Damaged("it ends too soon");

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= LambdaLimits.EphemeralBytes
            ? number
            : throw Damaged("a number is none, or too large");

    private static bool IsUnitName(string name) =>
        name.Length is > 0 and < 200
        && name[0] != '.'
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_' or '+');

    private static InvalidArchiveException Damaged(string what, Exception? inner = null) =>
        new($"The layer's cold store is damaged: {what}. Build the layer again.", inner);
}
