namespace LayerPipeline.Formats.Elf;

/// <summary>A symbol table as it is in the file; symbols and names are read when they are asked for.</summary>
internal sealed class ElfSymbolTable
{
    private readonly ElfBytes _entries;
    private readonly ElfStrings _names;

    internal ElfSymbolTable(ReadOnlyMemory<byte> entries, ElfStrings names)
    {
        _entries = new ElfBytes(entries);
        _names = names;
        Count = entries.Length / ElfSymbol.EntrySize;
    }

    /// <summary>Number of symbols, the empty first one included.</summary>
    public int Count { get; }

    /// <summary>One symbol.</summary>
    /// <param name="index">Index, from 0.</param>
    /// <returns>The symbol.</returns>
    /// <exception cref="InvalidElfException">There is no such symbol.</exception>
    public ElfSymbol Read(int index)
    {
        if ((uint)index >= (uint)Count)
        {
            throw new InvalidElfException($"symbol {index} is not in its table of {Count}");
        }

        var at = (ulong)index * ElfSymbol.EntrySize;
        return new ElfSymbol(
            _entries.Word(at),
            _entries.Byte(at + 4),
            _entries.Half(at + 6),
            _entries.Long(at + 8),
            _entries.Long(at + 16)
        );
    }

    /// <summary>A symbol's name.</summary>
    /// <param name="symbol">A symbol of this table.</param>
    /// <returns>The name.</returns>
    /// <exception cref="InvalidElfException">The name is not in the table of strings.</exception>
    public string NameOf(ElfSymbol symbol) => _names.Get(symbol.NameOffset);
}
