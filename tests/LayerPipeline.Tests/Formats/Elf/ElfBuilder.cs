using System.Buffers.Binary;
using System.Text;

namespace LayerPipeline.Tests.Formats.Elf;

/// <summary>
/// Makes small shared objects: a read-only PT_LOAD with headers and tables, one with code, one with data and zeros, then
/// what no loader reads. Every part can be left out, moved or spoiled.
/// </summary>
public sealed class ElfBuilder
{
    public const int CodeSize = 0x1800;
    public const int DataSize = 0x400;
    public const int ZeroSize = 0x2100;

    public ushort Machine { get; init; } = 62;
    public byte Class { get; init; } = 2;
    public ushort Type { get; init; } = 3;
    public string? SoName { get; init; }
    public string? RPath { get; init; }
    public string? RunPath { get; init; }
    public IReadOnlyList<string> Needed { get; init; } = [];

    /// <summary>(library, version) pairs; a symbol may refer to one by <c>name@version</c>.</summary>
    public IReadOnlyList<(string File, string Version)> VersionNeeds { get; init; } = [];
    public IReadOnlyList<string> VersionDefinitions { get; init; } = [];

    /// <summary><c>name</c> or <c>name@version</c>.</summary>
    public IReadOnlyList<string> Imports { get; init; } = [];
    public IReadOnlyList<string> Exports { get; init; } = [];

    /// <summary>Pages of the first PT_LOAD that nothing uses.</summary>
    public int StalePages { get; init; }

    /// <summary>Bytes of the file between code and data that nothing maps.</summary>
    public int MiddleJunk { get; init; }

    /// <summary>Bytes at the end that nothing maps, besides the sections.</summary>
    public int TailJunk { get; init; } = 0x900;
    public bool Sections { get; init; } = true;

    /// <summary>Name of a section that is not loaded; the only one that has a name.</summary>
    public string? OwnSection { get; init; }
    public bool ExecutableStack { get; init; }
    public bool TextRelocations { get; init; }

    /// <summary>Spare entries of the table of program headers.</summary>
    public int SpareHeaders { get; init; }
    public ulong Alignment { get; init; } = 0x1000;

    public ulong CodeAddress { get; private set; }
    public ulong StaleAddress { get; private set; }
    public ulong DataAddress { get; private set; }

    private readonly List<byte> _file = [];
    private readonly List<byte> _strings = [0];
    private readonly List<(long Tag, ulong Value)> _dynamic = [];
    private readonly List<(uint Type, ulong Flags, ulong Address, ulong Offset, ulong Size)> _sections = [];
    private readonly List<byte[]> _headers = [];

    public byte[] Build()
    {
        var headerCount = 7 + SpareHeaders;
        _file.AddRange(new byte[64 + (56 * headerCount)]);
        WriteTables();
        var tablesEnd = _file.Count;
        if (StalePages > 0)
        {
            Pad(0x1000);
            StaleAddress = (ulong)_file.Count;
            _file.AddRange(Enumerable.Repeat((byte)0xEE, StalePages * 0x1000));
            // Something after it that is used, so that the hole lies in the middle.
            Section(1, 2, (ulong)_file.Count, 16);
            _file.AddRange(Enumerable.Repeat((byte)0x11, 16));
            tablesEnd = _file.Count;
        }

        WriteCodeAndData(tablesEnd, headerCount);
        return [.. _file];
    }

    private void WriteCodeAndData(int tablesEnd, int headerCount)
    {
        // Code lies one page higher in memory than in the file, as linkers do it.
        Pad(0x1000);
        var code = _file.Count;
        CodeAddress = (ulong)code + 0x1000;
        _file.AddRange(Enumerable.Range(0, CodeSize).Select(index => (byte)(index * 7)));
        Section(1, 6, CodeAddress, CodeSize, (ulong)code);
        if (MiddleJunk > 0)
        {
            _file.AddRange(Enumerable.Repeat((byte)0xDD, MiddleJunk));
        }

        Pad(16);
        var data = _file.Count;
        DataAddress = (((CodeAddress + CodeSize + 0xfff) & ~0xfffUL) + 0x1000) | ((ulong)data & 0xfff);
        var dynamicSize = (_dynamic.Count + 1) * 16;
        WriteDynamic();
        _file.AddRange(Enumerable.Range(0, DataSize).Select(index => (byte)(index * 3)));
        Section(6, 3, DataAddress, (ulong)dynamicSize, (ulong)data);
        Section(1, 3, DataAddress + (ulong)dynamicSize, DataSize, (ulong)data + (ulong)dynamicSize);
        Section(8, 3, DataAddress + (ulong)dynamicSize + DataSize, ZeroSize, (ulong)_file.Count);
        var dataSize = (ulong)(_file.Count - data);

        AddHeader(1, 4, 0, 0, (ulong)tablesEnd, (ulong)tablesEnd, Alignment);
        AddHeader(1, 5, (ulong)code, CodeAddress, CodeSize, CodeSize, Alignment);
        AddHeader(1, 6, (ulong)data, DataAddress, dataSize, dataSize + ZeroSize, Alignment);
        AddHeader(2, 6, (ulong)data, DataAddress, (ulong)dynamicSize, (ulong)dynamicSize, 8);
        AddHeader(0x6474e551, ExecutableStack ? 7u : 6u, 0, 0, 0, 0, 16);
        AddHeader(0x6474e552, 4, (ulong)data, DataAddress, (ulong)dynamicSize, (ulong)dynamicSize, 1);
        AddHeader(7, 4, (ulong)data, DataAddress, 0, 0x40, 16);
        _headers.AddRange(Enumerable.Range(0, SpareHeaders).Select(_ => new byte[56]));
        WriteTail(headerCount);
    }

    private void WriteTables()
    {
        var (imports, exports) = (Imports.Select(Split).ToList(), Exports.Select(Split).ToList());
        var symbolCount = 1 + imports.Count + exports.Count;
        var names = imports.Concat(exports).Select(symbol => Text(symbol.Name)).ToList();
        var needs = VersionNeeds.Select(need => (File: Text(need.File), Version: Text(need.Version))).ToList();
        var definitions = VersionDefinitions.Select(version => Text(version)).ToList();
        Strings(14, SoName is null ? [] : [SoName]);
        Strings(15, RPath is null ? [] : [RPath]);
        Strings(29, RunPath is null ? [] : [RunPath]);
        Strings(1, Needed);
        if (TextRelocations)
        {
            _dynamic.Add((22, 0));
        }

        Table(
            6,
            11,
            [.. Enumerable.Range(0, symbolCount).SelectMany(index => Symbol(index, index == 0 ? 0 : names[index - 1], imports.Count))]
        );
        Table(4, 5, [.. Words(1, (uint)symbolCount, symbolCount > 1 ? 1u : 0u), .. Words([.. Enumerable.Repeat(0u, symbolCount)])]);
        if (VersionNeeds.Count + VersionDefinitions.Count > 0)
        {
            Table(0x6ffffff0, 0x6fffffff, [.. imports.Concat(exports).Select(VersionIndex).Prepend((ushort)0).SelectMany(Half)]);
        }

        if (needs.Count > 0)
        {
            Table(0x6ffffffe, 0x6ffffffe, [.. needs.SelectMany((need, index) => Need(need.File, need.Version, index, needs.Count))]);
            _dynamic.Add((0x6fffffff, (ulong)needs.Count));
        }

        if (definitions.Count > 0)
        {
            Table(0x6ffffffc, 0x6ffffffd, [.. definitions.SelectMany((name, index) => Definition(name, index, definitions.Count))]);
            _dynamic.Add((0x6ffffffd, (ulong)definitions.Count));
        }

        Table(5, 3, [.. _strings]);
        _dynamic.Add((10, (ulong)_strings.Count));
    }

    private void WriteTail(int headerCount)
    {
        _file.AddRange(Enumerable.Repeat((byte)0xAA, TailJunk));
        var namesAt = (ulong)_file.Count;
        byte[] names = OwnSection is null ? [] : [0, .. OwnSection.Select(letter => (byte)letter), 0];
        _file.AddRange(names);
        if (OwnSection is not null)
        {
            Section(1, 0, 0, (ulong)names.Length, namesAt);
            Section(3, 0, 0, (ulong)names.Length, namesAt);
        }

        Pad(8);
        var sectionsAt = _file.Count;
        if (Sections)
        {
            _file.AddRange(new byte[64]);
            foreach (var section in _sections)
            {
                _file.AddRange([
                    .. Words(section is { Type: 1, Flags: 0 } ? 1U : 0U, section.Type),
                    .. Longs(section.Flags, section.Address, section.Offset, section.Size),
                    .. new byte[24],
                ]);
            }
        }

        byte[] header =
        [
            .. "\u007fELF"u8,
            Class,
            1,
            1,
            0,
            .. new byte[8],
            .. Half(Type),
            .. Half(Machine),
            .. Words(1),
            .. Longs(0, 64, Sections ? (ulong)sectionsAt : 0),
            .. Words(0),
            .. Half(64),
            .. Half(56),
            .. Half((ushort)headerCount),
            .. Half(64),
            .. Half((ushort)(Sections ? _sections.Count + 1 : 0)),
            .. Half((ushort)(OwnSection is null ? 0 : _sections.Count)),
        ];
        byte[] start = [.. header, .. _headers.SelectMany(bytes => bytes)];
        for (var index = 0; index < start.Length; index++)
        {
            _file[index] = start[index];
        }
    }

    private void WriteDynamic()
    {
        foreach (var (tag, value) in _dynamic.Append((0L, 0UL)))
        {
            _file.AddRange(Longs((ulong)tag, value));
        }
    }

    private void Table(long tag, uint sectionType, byte[] bytes)
    {
        Pad(8);
        _dynamic.Add((tag, (ulong)_file.Count));
        Section(sectionType, 2, (ulong)_file.Count, (ulong)bytes.Length);
        _file.AddRange(bytes);
    }

    private void Section(uint type, ulong flags, ulong address, ulong size, ulong? offset = null) =>
        _sections.Add((type, flags, address, offset ?? address, size));

    private byte[] Symbol(int index, int name, int imports)
    {
        if (index == 0)
        {
            return new byte[24];
        }

        // Exports are functions of 16 bytes at the start of the code; the code's address is known only later, but its page is not
        // looked at by anything that reads symbols.
        var defined = index > imports;
        byte[] start = [.. Words((uint)name), 0x12, 0, .. Half((ushort)(defined ? 1 : 0))];
        return [.. start, .. Longs(defined ? 0x40UL + (ulong)index : 0, defined ? 16UL : 0)];
    }

    private ushort VersionIndex((string Name, string? Version) symbol)
    {
        if (symbol.Version is null)
        {
            return 1;
        }

        var need = VersionNeeds.ToList().FindIndex(need => need.Version == symbol.Version);
        return (ushort)(need >= 0 ? need + 2 : VersionDefinitions.ToList().IndexOf(symbol.Version) + 100);
    }

    private static byte[] Need(int file, int version, int index, int count) =>
        [
            .. Half(1),
            .. Half(1),
            .. Words((uint)file, 16, index + 1 < count ? 32u : 0u),
            .. Words(0),
            .. Half(0),
            .. Half((ushort)(index + 2)),
            .. Words((uint)version, 0),
        ];

    private static byte[] Definition(int name, int index, int count) =>
        [
            .. Half(1),
            .. Half(0),
            .. Half((ushort)(index + 100)),
            .. Half(1),
            .. Words(0, 20, index + 1 < count ? 28u : 0u),
            .. Words((uint)name, 0),
        ];

    private static (string Name, string? Version) Split(string symbol) =>
        symbol.Split('@') is [var name, var version] ? (name, version) : (symbol, null);

    private void Strings(long tag, IReadOnlyList<string> values) => _dynamic.AddRange(values.Select(value => (tag, (ulong)Text(value))));

    private int Text(string value)
    {
        var at = _strings.Count;
        _strings.AddRange(Encoding.UTF8.GetBytes(value));
        _strings.Add(0);
        return at;
    }

    private void AddHeader(uint type, uint flags, ulong offset, ulong address, ulong fileSize, ulong memorySize, ulong alignment) =>
        _headers.Add([.. Words(type, flags), .. Longs(offset, address, address, fileSize, memorySize, alignment)]);

    private void Pad(int alignment) => _file.AddRange(new byte[((_file.Count + alignment - 1) / alignment * alignment) - _file.Count]);

    private static byte[] Half(ushort value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] Words(params uint[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    private static byte[] Longs(params ulong[] values)
    {
        var bytes = new byte[values.Length * 8];
        for (var index = 0; index < values.Length; index++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(index * 8), values[index]);
        }

        return bytes;
    }
}
