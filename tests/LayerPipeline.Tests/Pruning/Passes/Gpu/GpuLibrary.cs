using System.Text;

namespace LayerPipeline.Tests.Pruning.Passes.Gpu;

/// <summary>
/// Makes a small library with code for GPUs byte by byte: tables, code from 0x1000 on, read-only data with the section in its middle
/// from 0x2000 on, and writable data with what is registered. Every address is the offset in the file, too.
/// </summary>
public sealed class GpuLibrary
{
    public const ulong Code = 0x1000;
    public const ulong Device = 0x2100;
    public const ulong DeviceSize = 0x5200;
    public const ulong Data = 0x8000;
    public const ulong Wrapper = Data + 0x800;
    public const ulong OtherData = Data + 0xa00;

    private const int CodeSize = 0x800;
    private const int DataSize = 0x1000;
    private const int StringsAt = 0x300;
    private const int SymbolsAt = 0x400;
    private const int RelocationsAt = 0x500;

    private readonly byte[] _code = new byte[CodeSize];
    private readonly List<(ulong At, ulong Target)> _slots = [(Wrapper + 8, Device)];
    private string? _export;

    public ushort Machine { get; init; } = 62;
    public string Section { get; init; } = ".nv_fatbin";
    public string Registration { get; init; } = ".nvFatBinSegment";
    public bool HasSections { get; init; } = true;

    /// <summary>Where the section's header says that it is.</summary>
    public ulong Declared { get; init; } = Device;
    public bool IsWritable { get; init; }

    public GpuLibrary Instructions(ulong address, params byte[] bytes)
    {
        bytes.CopyTo(_code, (int)(address - Code));
        return this;
    }

    /// <summary>A place that the loader fills with an address of the library.</summary>
    public GpuLibrary Slot(ulong at, ulong target)
    {
        _slots.Add((at, target));
        return this;
    }

    /// <summary>A symbol in the middle of the section that others may import.</summary>
    public GpuLibrary Export(string name)
    {
        _export = name;
        return this;
    }

    public byte[] Build()
    {
        var file = new byte[Data + DataSize];
        _code.CopyTo(file, (int)Code);
        Enumerable.Range(0, 0x100).Select(index => (byte)(index * 3)).ToArray().CopyTo(file, 0x2000);
        file.AsSpan((int)Device, (int)DeviceSize).Fill(0xEE);
        Enumerable.Range(0, 0x100).Select(index => (byte)(index * 5)).ToArray().CopyTo(file, (int)(Device + DeviceSize));
        Encoding.ASCII.GetBytes($"\0{_export ?? "x"}\0").CopyTo(file, StringsAt);
        byte[] symbols = [.. new byte[24], .. _export is null ? [] : (byte[])[.. Words(1), 0x11, 0, 3, 0, .. Longs(Device + 0x2000, 8)]];
        symbols.CopyTo(file, SymbolsAt);
        var relative = Machine == 183 ? 1027UL : 8UL;
        byte[] relocations = [.. _slots.SelectMany(slot => Longs(slot.At, relative, slot.Target))];
        relocations.CopyTo(file, RelocationsAt);
        byte[] dynamic = [.. Longs(5, StringsAt, 10, 0x80, 6, SymbolsAt), .. Longs(7, RelocationsAt, 8, (ulong)relocations.Length, 0, 0)];
        dynamic.CopyTo(file, (int)Data);
        Words(0x466243b1, 1).CopyTo(file, (int)Wrapper);
        return [.. Finish(file, (ulong)symbols.Length, (ulong)relocations.Length, (ulong)dynamic.Length)];
    }

    private IEnumerable<byte> Finish(byte[] file, ulong symbols, ulong relocations, ulong dynamic)
    {
        var names = new List<byte> { 0 };
        byte[] headers =
        [
            .. new byte[64],
            .. Header("", 11, 2, SymbolsAt, symbols),
            .. Header("", 4, 2, RelocationsAt, relocations),
            .. Header("", 3, 2, StringsAt, 0x80),
            .. Header(".text", 1, 6, Code, CodeSize),
            .. Header(".rodata", 1, 2, 0x2000, 0x100),
            .. Header(Section, 1, 2, Declared, DeviceSize),
            .. Header(".more", 1, 2, Device + DeviceSize, 0x100),
            .. Header(".dynamic", 6, 3, Data, dynamic),
            .. Header(Registration, 1, 3, Wrapper, 24),
            .. Header(".data", 1, 3, OtherData, 0x100),
        ];
        byte[] last = [.. Header(".shstrtab", 3, 0, 0, 0)];
        var namesAt = (ulong)file.Length;
        Longs(namesAt, (ulong)names.Count).CopyTo(last, 24);
        var sectionsAt = (namesAt + (ulong)names.Count + 7) / 8 * 8;
        Start(HasSections ? sectionsAt : 0, dynamic).CopyTo(file, 0);

        // Headers that the file does not point to would be somebody's bytes behind its end.
        return !HasSections ? file : [.. file, .. names, .. new byte[sectionsAt - namesAt - (ulong)names.Count], .. headers, .. last];

        byte[] Header(string name, uint type, ulong flags, ulong at, ulong size)
        {
            var place = (uint)names.Count;
            names.AddRange([.. Encoding.ASCII.GetBytes(name), 0]);
            return [.. Words(place, type), .. Longs(flags, at, at, size), .. Words(0, 0), .. Longs(8, 0)];
        }
    }

    private byte[] Start(ulong sectionsAt, ulong dynamic) =>
        [
            .. "\u007fELF"u8,
            2,
            1,
            1,
            .. new byte[9],
            .. Halves(3, Machine),
            .. Words(1),
            .. Longs(0, 64, sectionsAt),
            .. Words(0),
            .. Halves(64, 56, 5, 64, (ushort)(sectionsAt == 0 ? 0 : 12), (ushort)(sectionsAt == 0 ? 0 : 11)),
            .. Segment(1, 4, 0, Code),
            .. Segment(1, 5, Code, CodeSize),
            .. Segment(1, IsWritable ? 6u : 4u, 0x2000, Device + DeviceSize + 0x100 - 0x2000),
            .. Segment(1, 6, Data, DataSize),
            .. Segment(2, 6, Data, dynamic),
        ];

    private static byte[] Segment(uint type, uint flags, ulong at, ulong size) =>
        [.. Words(type, flags), .. Longs(at, at, at, size, size, 0x1000)];

    private static byte[] Halves(params ushort[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    private static byte[] Words(params uint[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    private static byte[] Longs(params ulong[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
