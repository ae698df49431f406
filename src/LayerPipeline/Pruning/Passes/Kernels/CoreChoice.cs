using LayerPipeline.Formats.Elf;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>Which tables of a library go, and which one takes the place of each.</summary>
/// <param name="Dropped">Tables that go, by their first address, with what takes their place.</param>
/// <param name="DroppedCores">Their cores' names.</param>
internal sealed record CoreChoice(
    IReadOnlyDictionary<ulong, (CoreTable Table, CoreTable Instead)> Dropped,
    IReadOnlySet<string> DroppedCores
)
{
    /// <summary>Addresses of the tables that are removed: nothing reads their slots afterwards.</summary>
    public IReadOnlyList<AddressRange> DroppedTables { get; } = AddressRange.Merge(Dropped.Values.Select(pair => pair.Table.Range));

    /// <summary>Finds the tables by their structure, and decides.</summary>
    public static CoreChoice Decide(ElfFile file, ElfSymbolTable symbols, KernelCatalog catalog, string architecture)
    {
        var cores = catalog.For(architecture);
        var instead = cores
            .Redirects.SelectMany(redirect => redirect.Cores.Select(core => (core, redirect.To)))
            .ToDictionary(pair => pair.core, pair => pair.To, StringComparer.Ordinal);
        var kept = cores.Keep.Select(core => core.Core).ToHashSet(StringComparer.Ordinal);
        var tables = Tables(file, symbols, catalog)
            .DistinctBy(table => table.Core)
            .ToDictionary(table => table.Core, StringComparer.Ordinal);
        var dropped = tables
            .Values.Where(table => instead.TryGetValue(table.Core, out var to) && kept.Contains(to) && tables.ContainsKey(to))
            .ToDictionary(table => table.Range.Start, table => (table, tables[instead[table.Core]]));
        return new CoreChoice(dropped, dropped.Values.Select(pair => pair.table.Core).ToHashSet(StringComparer.Ordinal));
    }

    private static IEnumerable<CoreTable> Tables(ElfFile file, ElfSymbolTable symbols, KernelCatalog catalog)
    {
        var exported = new Dictionary<ulong, int>();
        for (var index = 1; index < file.DynamicSymbols.Count; index++)
        {
            var symbol = file.DynamicSymbols.Read(index);
            if (IsTable(symbol, catalog))
            {
                exported.TryAdd(symbol.Value, index);
            }
        }

        for (var index = 1; index < symbols.Count; index++)
        {
            var symbol = symbols.Read(index);
            if (
                IsTable(symbol, catalog)
                && symbols.NameOf(symbol) is var name
                && name.StartsWith(catalog.TablePrefix, StringComparison.Ordinal)
            )
            {
                var range = AddressRange.At(symbol.Value, symbol.Size);
                yield return new CoreTable(name[catalog.TablePrefix.Length..], range, exported.GetValueOrDefault(symbol.Value));
            }
        }
    }

    private static bool IsTable(ElfSymbol symbol, KernelCatalog catalog) =>
        symbol.IsObject && symbol.IsDefinedHere && symbol.Size > (ulong)catalog.LeastTableBytes;
}
