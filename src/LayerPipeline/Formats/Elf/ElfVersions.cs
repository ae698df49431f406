namespace LayerPipeline.Formats.Elf;

/// <summary>Version tables of a library: what it needs of others, what it brings, and which symbol has which.</summary>
/// <remarks>Format: "Symbol Versioning" of the Linux Standard Base.</remarks>
internal sealed class ElfVersions
{
    private const ushort HiddenBit = 0x8000;
    private const int MostVersions = 0x7fff;
    private readonly ElfBytes? _symbols;

    private ElfVersions(IReadOnlyList<ElfVersionNeed> needs, IReadOnlyList<ElfVersionDefinition> definitions, ElfBytes? symbols)
    {
        Needs = needs;
        Definitions = definitions;
        _symbols = symbols;
    }

    /// <summary>Versions that other libraries have to bring.</summary>
    public IReadOnlyList<ElfVersionNeed> Needs { get; }

    /// <summary>Versions that this library brings; empty where it has none.</summary>
    public IReadOnlyList<ElfVersionDefinition> Definitions { get; }

    /// <summary>Reads the tables.</summary>
    /// <param name="file">The library.</param>
    /// <returns>The tables; empty ones where it has none.</returns>
    /// <exception cref="InvalidElfException">A table is outside the file or runs in circles.</exception>
    public static ElfVersions Read(ElfFile file)
    {
        var size = (ulong)file.DynamicSymbols.Count * 2;
        ElfBytes? symbols =
            file.DynamicValue(DynamicTags.VersionSymbols) is { } address && size > 0 ? file.At(address, size, "DT_VERSYM") : null;
        return new ElfVersions(ReadNeeds(file), ReadDefinitions(file), symbols);
    }

    /// <summary>Number of a dynamic symbol's version; 0 is local, 1 none.</summary>
    /// <param name="symbol">Index among the dynamic symbols.</param>
    /// <returns>The number, as <see cref="ElfVersionNeed.Index"/> and <see cref="ElfVersionDefinition.Index"/> have it.</returns>
    /// <exception cref="InvalidElfException">There is no such symbol.</exception>
    public int IndexOf(int symbol) => _symbols is { } table ? table.Half((ulong)symbol * 2) & ~HiddenBit : 1;

    private static List<ElfVersionNeed> ReadNeeds(ElfFile file)
    {
        var needs = new List<ElfVersionNeed>();
        if (file.DynamicValue(DynamicTags.VersionNeeds) is not { } address)
        {
            return needs;
        }

        var table = file.From(address, "DT_VERNEED");
        var left = file.DynamicValue(DynamicTags.VersionNeedCount) ?? 0;
        ulong at = 0;
        while (left-- > 0)
        {
            var name = file.DynamicStringTable.Get(table.Word(at + 4));
            ReadNeedsOf(file, table, at, name, needs);
            var next = table.Word(at + 12);
            if (next == 0)
            {
                break;
            }

            at += next;
        }

        return needs;
    }

    private static void ReadNeedsOf(ElfFile file, ElfBytes table, ulong at, string name, List<ElfVersionNeed> needs)
    {
        var left = table.Half(at + 2);
        var aux = at + table.Word(at + 8);
        while (left-- > 0)
        {
            Limit(needs.Count, "DT_VERNEED");
            var version = file.DynamicStringTable.Get(table.Word(aux + 8));
            needs.Add(new ElfVersionNeed(name, version, table.Half(aux + 6), (table.Half(aux + 4) & 2) != 0));
            var next = table.Word(aux + 12);
            if (next == 0)
            {
                break;
            }

            aux += next;
        }
    }

    private static List<ElfVersionDefinition> ReadDefinitions(ElfFile file)
    {
        var definitions = new List<ElfVersionDefinition>();
        if (file.DynamicValue(DynamicTags.VersionDefinitions) is not { } address)
        {
            return definitions;
        }

        var table = file.From(address, "DT_VERDEF");
        var left = file.DynamicValue(DynamicTags.VersionDefinitionCount) ?? 0;
        ulong at = 0;
        while (left-- > 0)
        {
            Limit(definitions.Count, "DT_VERDEF");
            var aux = at + table.Word(at + 12);
            var version = file.DynamicStringTable.Get(table.Word(aux));
            definitions.Add(new ElfVersionDefinition(version, table.Half(at + 4), (table.Half(at + 2) & 1) != 0));
            var next = table.Word(at + 16);
            if (next == 0)
            {
                break;
            }

            at += next;
        }

        return definitions;
    }

    private static void Limit(int count, string table)
    {
        if (count >= MostVersions)
        {
            throw new InvalidElfException($"{table} lists more versions than the {MostVersions} that can be numbered");
        }
    }
}
