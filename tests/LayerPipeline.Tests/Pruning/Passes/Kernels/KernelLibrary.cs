using System.Text;

namespace LayerPipeline.Tests.Pruning.Passes.Kernels;

/// <summary>
/// Makes a small x86_64 library with kernels byte by byte, so that no compiler is needed: read-only tables, code from 0x1000 on, data
/// from 0x10000 on, where every address is the offset in the file too.
/// </summary>
internal sealed class KernelLibrary
{
    public const ulong Code = 0x1000;
    public const ulong Data = 0x10000;
    public const int TableSize = 0x400;

    private const int DynamicStringsAt = 0x300;
    private const int DynamicSymbolsAt = 0x500;
    private const int RelocationsAt = 0x700;
    private const int FrameHeaderAt = 0xb00;
    private const int FramesAt = FrameHeaderAt + 8;
    private const int CodeSize = 0x8000;
    private const int DataSize = 0x3000;

    private readonly List<(string Name, ulong Address, ulong Size, byte Type)> _symbols = [];
    private readonly List<string> _exports = [];
    private readonly List<byte[]> _relocations = [];
    private readonly byte[] _code = new byte[CodeSize];
    private byte[] _frames = [];
    private bool _isSearched = true;

    public KernelLibrary() => Array.Fill(_code, (byte)0x90);

    /// <summary>A function with a name.</summary>
    public KernelLibrary Function(string name, ulong address, ulong size, params byte[][] instructions)
    {
        byte[] bytes = [.. instructions.SelectMany(bytes => bytes), 0xc3];
        bytes.CopyTo(_code, (int)(address - Code));
        return Symbol(name, address, size, type: 2);
    }

    /// <summary>A symbol of the linker's table; type 2 is a function, 1 an object, 0 has none.</summary>
    public KernelLibrary Symbol(string name, ulong address, ulong size, byte type)
    {
        _symbols.Add((name, address, size, type));
        return this;
    }

    /// <summary>A table of kernels, the index-th of the data.</summary>
    public KernelLibrary Table(string core, int index) => Symbol("gotoblas_" + core, TableAt(index), TableSize - 8, type: 1);

    /// <summary>A symbol of the loader's table: index 1 for the first one.</summary>
    public KernelLibrary Export(string name)
    {
        _exports.Add(name);
        return this;
    }

    /// <summary>A slot that the loader fills with an address of the library.</summary>
    public KernelLibrary Slot(ulong at, ulong target) => Relocation(at, 8, 0, target);

    /// <summary>A slot that the loader fills with an exported symbol's address.</summary>
    public KernelLibrary SymbolSlot(ulong at, uint symbol) => Relocation(at, 6, symbol, 0);

    /// <summary>.eh_frame, which begins at <see cref="FrameStart"/>.</summary>
    public KernelLibrary Frames(params byte[][] frames)
    {
        _frames = [.. frames.SelectMany(bytes => bytes), 0, 0, 0, 0];
        return this;
    }

    /// <summary>.eh_frame with an entry for each function, as gcc writes it.</summary>
    public KernelLibrary FramesOf(params ulong[] functions)
    {
        const int Size = 20;
        byte[] common = [.. Word(Size - 4), .. Word(0), 1, .. "zR\0"u8, 1, 0x78, 16, 1, 0x1b, 0, 0, 0];
        return Frames([common, .. functions.Select((function, index) => Frame((uint)(index + 1) * Size, function))]);

        static byte[] Frame(uint at, ulong function) =>
            [.. Word(Size - 4), .. Word(at + 4), .. Word((uint)(function - (FrameStart + at + 8))), .. Word(0x10), 0, 0, 0, 0];
    }

    /// <summary>Leaves out the table that unwinders search.</summary>
    public KernelLibrary Unsearched()
    {
        _isSearched = false;
        return this;
    }

    public static ulong FrameStart => FramesAt;

    public static ulong TableAt(int index) => Data + 0x400 + ((ulong)index * TableSize);

    public static byte[] Lea(ulong at, ulong target) => [0x48, 0x8d, 0x05, .. Word((uint)(target - at - 7))];

    public static byte[] Load(ulong at, ulong target) => [0x48, 0x8b, 0x05, .. Word((uint)(target - at - 7))];

    public static byte[] Call(ulong at, ulong target) => [0xe8, .. Word((uint)(target - at - 5))];

    public static byte[] Word(uint value) => BitConverter.GetBytes(value);

    public byte[] Build()
    {
        var file = new byte[Data + DataSize];
        _code.CopyTo(file, (int)Code);
        byte[] strings = [0, .. _exports.SelectMany(name => Encoding.ASCII.GetBytes(name + "\0"))];
        strings.CopyTo(file, DynamicStringsAt);
        byte[] dynamicSymbols = [.. Symbols(_exports.Select(name => _symbols.Find(symbol => symbol.Name == name)), global: true)];
        dynamicSymbols.CopyTo(file, DynamicSymbolsAt);
        byte[] relocations = [.. _relocations.SelectMany(bytes => bytes)];
        relocations.CopyTo(file, RelocationsAt);
        byte[] frames = [1, 0x1b, 0x03, _isSearched ? (byte)0x3b : (byte)0xff, .. Word(FramesAt - FrameHeaderAt - 4), .. _frames];
        frames.CopyTo(file, FrameHeaderAt);
        byte[] dynamic =
        [
            .. Longs(5, DynamicStringsAt, 10, (ulong)strings.Length, 6, DynamicSymbolsAt),
            .. Longs(7, RelocationsAt, 8, (ulong)relocations.Length, 0, 0),
        ];
        dynamic.CopyTo(file, (int)Data);
        byte[] names = [0, .. _symbols.SelectMany(symbol => Encoding.ASCII.GetBytes(symbol.Name + "\0"))];
        byte[] symbols = [.. Symbols(_symbols, global: false)];
        byte[] headers =
        [
            .. new byte[64],
            .. Section(1, 6, Code, Code, CodeSize, 0),
            .. Section(1, 3, Data, Data, DataSize, 0),
            .. Section(11, 2, DynamicSymbolsAt, DynamicSymbolsAt, (ulong)dynamicSymbols.Length, 0),
            .. Section(2, 0, 0, (ulong)file.Length, (ulong)symbols.Length, 5),
            .. Section(3, 0, 0, (ulong)(file.Length + symbols.Length), (ulong)names.Length, 0),
            .. Section(1, 2, 0x40, 0x40, 0xf80, 0),
        ];
        var sectionsAt = (ulong)(file.Length + symbols.Length + names.Length);
        Header(sectionsAt, dynamic.Length, frames.Length).CopyTo(file, 0);
        return [.. file, .. symbols, .. names, .. headers];
    }

    private static byte[] Header(ulong sectionsAt, int dynamicSize, int framesSize) =>
        [
            .. "\u007fELF"u8,
            2,
            1,
            1,
            .. new byte[9],
            .. Halves(3, 62),
            .. Word(1),
            .. Longs(0, 64, sectionsAt),
            .. Word(0),
            .. Halves(64, 56, 5, 64, 7, 0),
            .. Segment(1, 4, 0, Code),
            .. Segment(1, 5, Code, CodeSize),
            .. Segment(1, 6, Data, DataSize),
            .. Segment(2, 6, Data, (ulong)dynamicSize),
            .. Segment(0x6474e550, 4, FrameHeaderAt, (ulong)framesSize),
        ];

    private KernelLibrary Relocation(ulong at, uint type, uint symbol, ulong addend)
    {
        _relocations.Add(Longs(at, ((ulong)symbol << 32) | type, addend));
        return this;
    }

    private static IEnumerable<byte> Symbols(IEnumerable<(string Name, ulong Address, ulong Size, byte Type)> symbols, bool global)
    {
        var name = 1;
        var bytes = new List<byte>(new byte[24]);
        foreach (var symbol in symbols)
        {
            var section = (ushort)(symbol.Address < Data ? 1 : 2);
            bytes.AddRange([
                .. Word((uint)name),
                (byte)(symbol.Type | (global ? 0x10 : 0)),
                0,
                .. Halves(section),
                .. Longs(symbol.Address, symbol.Size),
            ]);
            name += symbol.Name.Length + 1;
        }

        return bytes;
    }

    private static byte[] Segment(uint type, uint flags, ulong at, ulong size) =>
        [.. Word(type), .. Word(flags), .. Longs(at, at, at, size, size, 0x1000)];

    private static byte[] Section(uint type, ulong flags, ulong address, ulong offset, ulong size, uint link) =>
        [.. Word(0), .. Word(type), .. Longs(flags, address, offset, size), .. Word(link), .. Word(0), .. Longs(8, 0)];

    private static byte[] Halves(params ushort[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    private static byte[] Longs(params ulong[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
