using System.Buffers;

namespace LayerPipeline.Formats.Elf;

/// <summary>
/// A 64-bit little-endian executable or shared object, as the System V gABI describes it. Reads what a loader reads,
/// and sections where there are any. No offset or count of the file is trusted.
/// </summary>
internal sealed class ElfFile
{
    private const int HeaderSize = 64;

    // Libraries have some dozens; this bounds what a damaged file can make us hold.
    private const int MostDynamicEntries = 65_536;

    private readonly ElfBytes _bytes;
    private readonly Lazy<ElfStrings> _strings;
    private readonly Lazy<ElfSymbolTable> _dynamicSymbols;

    private ElfFile(ElfBytes bytes, ElfIdentity identity)
    {
        _bytes = bytes;
        Identity = identity;
        Entry = bytes.Long(24);
        ProgramHeaderOffset = bytes.Long(32);
        Segments = ReadSegments();
        Sections = ReadSections();
        Dynamic = ReadDynamic();
        _strings = new Lazy<ElfStrings>(ReadStrings);
        _dynamicSymbols = new Lazy<ElfSymbolTable>(() => ElfSymbolReader.ReadDynamic(this, _strings.Value));
    }

    /// <summary>The file.</summary>
    public ReadOnlySequence<byte> Content => _bytes.Content;

    /// <summary>Class, type and machine.</summary>
    public ElfIdentity Identity { get; }

    /// <summary>e_entry, an address or 0.</summary>
    public ulong Entry { get; }

    /// <summary>e_phoff, bytes.</summary>
    public ulong ProgramHeaderOffset { get; }

    /// <summary>Program headers in the file's order.</summary>
    public IReadOnlyList<ElfSegment> Segments { get; }

    /// <summary>Section headers; empty where there are none that can be used.</summary>
    public IReadOnlyList<ElfSection> Sections { get; }

    /// <summary>
    /// Bytes behind everything that the headers describe: segments, sections and both tables. What follows there was added to the
    /// finished file, to be found by who reads it as a file.
    /// </summary>
    public ulong BytesBehind()
    {
        var sectionTable = Sections.Count == 0 ? 0 : _bytes.Long(40) + ((ulong)Sections.Count * ElfSection.EntrySize);
        var end = Segments
            .Select(segment => segment.Offset + segment.FileSize)
            .Concat(Sections.Where(section => section.Type != SectionTypes.NoBits).Select(section => section.Offset + section.Size))
            .Append(sectionTable)
            .Append(ProgramHeaderOffset + ((ulong)Segments.Count * ElfSegment.EntrySize))
            .Max();
        return end < (ulong)Content.Length ? (ulong)Content.Length - end : 0;
    }

    /// <summary>Names of the sections; a name that can't be read is empty.</summary>
    public IEnumerable<(ElfSection Section, string Name)> NamedSections()
    {
        var index = _bytes.Half(62);
        var names = index < Sections.Count && _bytes.Holds(Sections[index].Offset, Sections[index].Size) ? Sections[index] : default;
        var strings = new ElfStrings(_bytes.Slice(names.Offset, names.Size, "the names of sections"));
        return Sections.Select(section => (section, section.NameOffset < names.Size ? strings.Get(section.NameOffset) : ""));
    }

    /// <summary>The dynamic section up to its end mark; empty where there is none.</summary>
    public IReadOnlyList<ElfDynamicEntry> Dynamic { get; }

    /// <summary>PT_LOADs in the file's order.</summary>
    public IEnumerable<ElfSegment> Loads => Segments.Where(segment => segment.IsLoad);

    /// <summary>
    /// Whether it is a program that is built like a library: it names an interpreter, and has no name to be found by, or says so.
    /// </summary>
    public bool IsProgram =>
        Segments.Any(segment => segment.Type == SegmentTypes.Interpreter)
        && (DynamicValue(DynamicTags.SharedObjectName) is null || (DynamicValue(DynamicTags.MoreFlags) & DynamicTags.ProgramFlag) > 0);

    /// <summary>Symbols that the loader knows.</summary>
    /// <exception cref="InvalidElfException">They are outside the file.</exception>
    public ElfSymbolTable DynamicSymbols => _dynamicSymbols.Value;

    internal ElfBytes Bytes => _bytes;

    /// <summary>Reads the headers of a file in one piece of memory.</summary>
    /// <param name="content">The whole file.</param>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidElfException">It is not a 64-bit little-endian executable or shared object, or it is damaged.</exception>
    public static ElfFile Read(ReadOnlyMemory<byte> content) => Read(new ReadOnlySequence<byte>(content));

    /// <summary>Reads the headers of a file; tables are read when they are asked for.</summary>
    /// <param name="content">The whole file.</param>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidElfException">It is not a 64-bit little-endian executable or shared object, or it is damaged.</exception>
    public static ElfFile Read(ReadOnlySequence<byte> content)
    {
        var identity = ElfIdentity.Read(content) ?? throw new InvalidElfException("it does not begin with an ELF header");
        if (!identity.Is64Bit || !identity.IsLittleEndian || !identity.IsLoadable)
        {
            throw new InvalidElfException($"it is {identity.Name} of type {identity.Type}, not a 64-bit little-endian library");
        }

        var bytes = new ElfBytes(content);
        var (headerSize, segmentSize) = (bytes.Half(52), bytes.Half(54));
        return headerSize == HeaderSize && segmentSize == ElfSegment.EntrySize
            ? new ElfFile(bytes, identity)
            : throw new InvalidElfException($"its headers have {headerSize} and {segmentSize} bytes instead of 64 and 56");
    }

    /// <summary>Value of the first dynamic entry with a tag, or null.</summary>
    /// <param name="tag">d_tag.</param>
    /// <returns>The value.</returns>
    public ulong? DynamicValue(long tag)
    {
        foreach (var entry in Dynamic)
        {
            if (entry.Tag == tag)
            {
                return entry.Value;
            }
        }

        return null;
    }

    /// <summary>Strings of all dynamic entries with a tag, in order.</summary>
    /// <param name="tag">d_tag of a string: DT_NEEDED, DT_SONAME, DT_RPATH, DT_RUNPATH.</param>
    /// <returns>The strings.</returns>
    /// <exception cref="InvalidElfException">A string is outside its table.</exception>
    public IReadOnlyList<string> DynamicStrings(long tag) =>
        [.. Dynamic.Where(entry => entry.Tag == tag).Select(entry => _strings.Value.Get(entry.Value))];

    /// <summary>Where bytes at an address are in the file.</summary>
    /// <param name="address">Virtual address.</param>
    /// <param name="length">How many bytes have to be there.</param>
    /// <returns>Offset in bytes, or null where no PT_LOAD gives all of them.</returns>
    public ulong? OffsetOf(ulong address, ulong length = 1)
    {
        foreach (var segment in Segments)
        {
            var inside = address - segment.Address;
            if (segment.IsLoad && address >= segment.Address && inside <= segment.FileSize && length <= segment.FileSize - inside)
            {
                var offset = segment.Offset + inside;
                return _bytes.Holds(offset, length) ? offset : null;
            }
        }

        return null;
    }

    /// <summary>Bytes at an address.</summary>
    internal ElfBytes At(ulong address, ulong length, string what)
    {
        var offset =
            OffsetOf(address, length)
            ?? throw new InvalidElfException($"{what} at address 0x{address:x} with {length} bytes is in no loaded part of the file");
        return new ElfBytes(_bytes.Part(offset, length, what));
    }

    /// <summary>Bytes from an address to the end of what its PT_LOAD gives.</summary>
    internal ElfBytes From(ulong address, string what)
    {
        foreach (var load in Segments)
        {
            if (load.IsLoad && address >= load.Address && address - load.Address < load.FileSize)
            {
                return At(address, load.FileSize - (address - load.Address), what);
            }
        }

        throw new InvalidElfException($"{what} at address 0x{address:x} is in no loaded part of the file");
    }

    internal ElfStrings DynamicStringTable => _strings.Value;

    private ElfSegment[] ReadSegments()
    {
        var count = _bytes.Half(56);
        var table = new ElfBytes(_bytes.Part(ProgramHeaderOffset, (ulong)count * ElfSegment.EntrySize, "the table of program headers"));
        return [.. Enumerable.Range(0, count).Select(index => ReadSegment(table, (ulong)index * ElfSegment.EntrySize))];
    }

    private static ElfSegment ReadSegment(ElfBytes table, ulong at) =>
        new(
            table.Word(at),
            table.Word(at + 4),
            table.Long(at + 8),
            table.Long(at + 16),
            table.Long(at + 32),
            table.Long(at + 40),
            table.Long(at + 48)
        );

    private ElfSection[] ReadSections()
    {
        var (offset, size, count) = (_bytes.Long(40), _bytes.Half(58), _bytes.Half(60));
        // A loader ignores section headers, so a file whose headers were cut off is not a damaged library.
        if (offset == 0 || size != ElfSection.EntrySize || !_bytes.Holds(offset, (ulong)count * ElfSection.EntrySize))
        {
            return [];
        }

        var table = new ElfBytes(_bytes.Part(offset, (ulong)count * ElfSection.EntrySize, "the table of sections"));
        return [.. Enumerable.Range(0, count).Select(index => ReadSection(table, (ulong)index * ElfSection.EntrySize))];
    }

    private static ElfSection ReadSection(ElfBytes table, ulong at) =>
        new(
            table.Word(at + 4),
            table.Long(at + 8),
            table.Long(at + 16),
            table.Long(at + 24),
            table.Long(at + 32),
            table.Word(at + 40),
            table.Long(at + 48),
            table.Word(at)
        );

    private List<ElfDynamicEntry> ReadDynamic()
    {
        var entries = new List<ElfDynamicEntry>();
        var segment = Segments.FirstOrDefault(segment => segment.Type == SegmentTypes.Dynamic);
        if (segment.FileSize == 0)
        {
            return entries;
        }

        // The loader looks at the address, not at p_offset.
        var table = At(segment.Address, segment.FileSize, "the dynamic section");
        for (ulong at = 0; at + 16 <= table.Length; at += 16)
        {
            var tag = (long)table.Long(at);
            if (tag == DynamicTags.Null)
            {
                break;
            }

            if (entries.Count == MostDynamicEntries)
            {
                throw new InvalidElfException($"its dynamic section has more than {MostDynamicEntries} entries");
            }

            entries.Add(new ElfDynamicEntry(tag, table.Long(at + 8)));
        }

        return entries;
    }

    private ElfStrings ReadStrings()
    {
        var address = DynamicValue(DynamicTags.StringTable) ?? throw new InvalidElfException("it has no DT_STRTAB");
        var size = DynamicValue(DynamicTags.StringTableSize) ?? throw new InvalidElfException("it has no DT_STRSZ");
        return new ElfStrings(At(address, size, "the table of names").Memory);
    }
}
