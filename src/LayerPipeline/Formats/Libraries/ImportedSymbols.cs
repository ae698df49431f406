using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Formats.Libraries;

/// <summary>Names of the symbols that a library takes from others.</summary>
internal static class ImportedSymbols
{
    /// <summary>Reads the undefined symbols of a library.</summary>
    /// <param name="content">The whole file.</param>
    /// <returns>Their names; none where the file is not a library that can be read.</returns>
    public static IEnumerable<string> Read(ReadOnlyMemory<byte> content)
    {
        ElfSymbolTable symbols;
        try
        {
            symbols = ElfFile.Read(content).DynamicSymbols;
        }
        catch (InvalidElfException)
        {
            // A file that can't be read is left as it is and judged by the gates.
            yield break;
        }

        for (var index = 1; index < symbols.Count; index++)
        {
            var symbol = symbols.Read(index);
            if (symbol.IsUndefined)
            {
                yield return symbols.NameOf(symbol);
            }
        }
    }
}
