namespace LayerPipeline.Formats.Elf;

/// <summary>Finds symbol tables: the loader's by the dynamic section, the linker's by the sections.</summary>
internal static class ElfSymbolReader
{
    public static ElfSymbolTable ReadDynamic(ElfFile file, ElfStrings names)
    {
        if (file.DynamicValue(DynamicTags.SymbolTable) is not { } address)
        {
            return new ElfSymbolTable(ReadOnlyMemory<byte>.Empty, names);
        }

        var count = CountBySections(file, address) ?? CountByHash(file);
        return new ElfSymbolTable(file.At(address, count * ElfSymbol.EntrySize, "the dynamic symbols").Memory, names);
    }

    /// <summary>Symbols for debuggers (.symtab), which also name what is not exported; null where they were stripped.</summary>
    public static ElfSymbolTable? ReadStatic(ElfFile file)
    {
        foreach (var section in file.Sections)
        {
            if (section.Type == SectionTypes.SymbolTable && section.Link < file.Sections.Count)
            {
                var strings = file.Sections[(int)section.Link];
                return new ElfSymbolTable(
                    file.Bytes.Slice(section.Offset, section.Size, "the table of symbols"),
                    new ElfStrings(file.Bytes.Slice(strings.Offset, strings.Size, "the names of symbols"))
                );
            }
        }

        return null;
    }

    private static ulong? CountBySections(ElfFile file, ulong address)
    {
        foreach (var section in file.Sections)
        {
            if (section.Type == SectionTypes.DynamicSymbols && section.Address == address)
            {
                return section.Size / ElfSymbol.EntrySize;
            }
        }

        return null;
    }

    // Without sections nothing states how many symbols there are; the hash tables reach every exported one,
    // relocations every imported one that is used.
    private static ulong CountByHash(ElfFile file)
    {
        if (file.DynamicValue(DynamicTags.Hash) is { } hash)
        {
            return file.At(hash, 8, "DT_HASH").Word(4);
        }

        var count = file.DynamicValue(DynamicTags.GnuHash) is { } gnuHash ? CountByGnuHash(file.From(gnuHash, "DT_GNU_HASH")) : 0;
        foreach (var relocation in ElfRelocations.Of(file))
        {
            count = Math.Max(count, relocation.SymbolIndex + 1UL);
        }

        return count;
    }

    // Layout: buckets, first hashed symbol, words of the Bloom filter, shift; filter; buckets; one hash per symbol.
    private static ulong CountByGnuHash(ElfBytes table)
    {
        var (buckets, first, filter) = (table.Word(0), table.Word(4), table.Word(8));
        var bucketsAt = 16 + (8UL * filter);
        var chainsAt = bucketsAt + (4UL * buckets);
        ulong last = 0;
        for (ulong bucket = 0; bucket < buckets; bucket++)
        {
            last = Math.Max(last, table.Word(bucketsAt + (4 * bucket)));
        }

        if (last < first)
        {
            return first;
        }

        // The lowest bit marks the end of a bucket's chain.
        while ((table.Word(chainsAt + (4 * (last - first))) & 1) == 0)
        {
            last++;
        }

        return last + 1;
    }
}
