using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>The functions of a library's code section, each up to where the next one begins.</summary>
internal sealed class FunctionMap
{
    private const int LongestCore = 24;

    private readonly ulong[] _starts;
    private readonly ulong[] _sizes;

    private FunctionMap(AddressRange code, SortedDictionary<ulong, Found> functions)
    {
        Code = code;
        _starts = [.. functions.Keys];
        _sizes = [.. functions.Values.Select(function => function.Size)];
        IsOfDroppedCore = [.. functions.Values.Select(function => function.IsOfDroppedCore)];
    }

    /// <summary>The code section.</summary>
    public AddressRange Code { get; }

    /// <summary>Number of functions.</summary>
    public int Count => _starts.Length;

    /// <summary>By function: whether each of its names ends in a dropped core's.</summary>
    public IReadOnlyList<bool> IsOfDroppedCore { get; }

    /// <summary>Reads the functions of the code section that holds an address.</summary>
    /// <param name="code">The code section.</param>
    /// <param name="symbols">Symbols that name local functions too.</param>
    /// <param name="frames">How functions are unwound: each begins one, with a name or without.</param>
    /// <param name="droppedCores">Names of cores.</param>
    public static FunctionMap Read(
        AddressRange code,
        ElfSymbolTable symbols,
        IReadOnlyList<FrameEntry> frames,
        IReadOnlySet<string> droppedCores
    )
    {
        var functions = new SortedDictionary<ulong, Found>();
        for (var index = 1; index < symbols.Count; index++)
        {
            var symbol = symbols.Read(index);
            if (!(symbol.IsFunction || symbol.IsUntyped) || !symbol.IsDefinedHere || !code.Contains(symbol.Value))
            {
                continue;
            }

            var name = symbols.NameOf(symbol);
            // "$x", "$d": marks of what is code and what is data on arm64, inside of functions.
            if (!name.StartsWith('$'))
            {
                // One name that is not a dropped core's is enough to make it no candidate: other code may call it by that name.
                var (isOf, size) = (EndsInCore(name, droppedCores), symbol.Size);
                functions[symbol.Value] = functions.TryGetValue(symbol.Value, out var others)
                    ? new Found(others.IsOfDroppedCore && isOf, Math.Max(others.Size, size))
                    : new Found(isOf, size);
            }
        }

        foreach (var frame in frames.Where(frame => code.Contains(frame.Function)))
        {
            // A function without a name of its own ends the one in front of it, and is never a candidate itself.
            functions.TryAdd(frame.Function, new Found(IsOfDroppedCore: false, Size: 0));
        }

        return new FunctionMap(code, functions);
    }

    /// <summary>From a function's start to the next one's: what follows its last instruction counts as its own.</summary>
    public AddressRange RangeOf(int function) => new(_starts[function], function + 1 < _starts.Length ? _starts[function + 1] : Code.End);

    /// <summary>Where a function's own bytes end, by its largest symbol; its start where no symbol has a size.</summary>
    public ulong OwnEndOf(int function) => AddressRange.At(_starts[function], _sizes[function]).End;

    /// <summary>The function that an address is in, or -1.</summary>
    public int Find(ulong address)
    {
        if (!Code.Contains(address))
        {
            return -1;
        }

        var found = Array.BinarySearch(_starts, address);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>Compilers add ".cold", ".constprop.0" and the like after the name.</summary>
    private static bool EndsInCore(string name, IReadOnlySet<string> cores)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var stem = dot < 0 ? name : name[..dot];
        // A core's own name may have an underscore.
        for (var at = stem.LastIndexOf('_'); at > 0; at = stem.LastIndexOf('_', at - 1))
        {
            if (cores.Contains(stem[(at + 1)..]))
            {
                return true;
            }

            // No core has so long a name; this bounds the work on a name of thousands of underscores.
            if (stem.Length - at > LongestCore)
            {
                break;
            }
        }

        return false;
    }

    private readonly record struct Found(bool IsOfDroppedCore, ulong Size);
}
