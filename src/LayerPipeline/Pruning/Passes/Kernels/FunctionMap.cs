using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>The functions of a library's code section, each up to where the next one begins.</summary>
internal sealed class FunctionMap
{
    private readonly ulong[] _starts;

    private FunctionMap(AddressRange code, ulong[] starts, bool[] isOfDroppedCore)
    {
        Code = code;
        _starts = starts;
        IsOfDroppedCore = isOfDroppedCore;
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
        var dropped = new SortedDictionary<ulong, bool>();
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
                var isOf = EndsInCore(name, droppedCores);
                dropped[symbol.Value] = dropped.TryGetValue(symbol.Value, out var others) ? others && isOf : isOf;
            }
        }

        foreach (var frame in frames.Where(frame => code.Contains(frame.Function)))
        {
            dropped.TryAdd(frame.Function, false);
        }

        return new FunctionMap(code, [.. dropped.Keys], [.. dropped.Values]);
    }

    /// <summary>From a function's start to the next one's: what follows its last instruction counts as its own.</summary>
    public AddressRange RangeOf(int function) => new(_starts[function], function + 1 < _starts.Length ? _starts[function + 1] : Code.End);

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

            if (stem.Length - at > 24)
            {
                break;
            }
        }

        return false;
    }
}
