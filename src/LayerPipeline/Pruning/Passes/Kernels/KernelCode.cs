using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>The code of a library with kernels: its functions, what they refer to, and what is still needed.</summary>
internal sealed class KernelCode
{
    private readonly ElfFile _file;
    private readonly IMachineCode _machine;
    private readonly List<AddressSlot> _slots;
    private readonly bool[] _isDead;
    private readonly List<(int Function, CodeReference Reference)> _tableUses = [];

    public KernelCode(ElfFile file, FunctionMap functions, CoreChoice choice, IReadOnlySet<string> imported)
    {
        _file = file;
        _machine = file.Identity.Machine == ElfMachine.Arm64 ? new Arm64Code() : new X64Code();
        _slots = [.. AddressSlot.ReadAll(file)];
        _isDead = [.. functions.IsOfDroppedCore];
        Functions = functions;
        Revive(choice, imported);
    }

    /// <summary>The functions.</summary>
    public FunctionMap Functions { get; }

    /// <summary>Where living functions refer to tables that go.</summary>
    public IReadOnlyList<(int Function, CodeReference Reference)> TableUses => _tableUses;

    /// <summary>Slots that hold addresses.</summary>
    public IReadOnlyList<AddressSlot> Slots => _slots;

    /// <summary>Whether nothing can reach a function once no dropped table is chosen.</summary>
    public bool IsDead(int function) => _isDead[function];

    /// <summary>The bytes of dead functions, and what is between two of them.</summary>
    /// <remarks>
    /// What is between a dead function and a living one stays, because it may be the living one's: compilers put data in front of a
    /// function's first instruction that callers read relative to its address, without naming it (Clang's -fsanitize=kcfi and
    /// -fsanitize=function put a hash of the type there, -fpatchable-function-entry any number of instructions). Where a dead function
    /// ends, its symbol's size says; one without a size in front of a living one is not dropped, since nothing shows where it ends.
    /// </remarks>
    public IEnumerable<AddressRange> DeadRanges()
    {
        for (var function = 0; function < Functions.Count; function++)
        {
            if (_isDead[function])
            {
                var range = Functions.RangeOf(function);
                var isLast = function + 1 == Functions.Count || !_isDead[function + 1];
                yield return isLast ? range with { End = Math.Min(range.End, Functions.OwnEndOf(function)) } : range;
            }
        }
    }

    /// <summary>Functions that only slots of dropped tables point to: they fill those tables.</summary>
    public IReadOnlySet<int> Initialisers(CoreChoice choice)
    {
        var byDropped = _slots.ToLookup(
            slot => AddressRange.AnyContains(choice.DroppedTables, slot.Address),
            slot => Functions.Find(slot.Target)
        );
        return byDropped[true].Except(byDropped[false]).Where(function => function >= 0).ToHashSet();
    }

    /// <summary>Reads what one function of a file with the same addresses refers to.</summary>
    public List<CodeReference> ReferencesOf(ElfFile file, int function)
    {
        var (range, references) = (Functions.RangeOf(function), new List<CodeReference>());
        _machine.Collect(file.At(range.Start, range.Length, "code").Memory.Span, range.Start, references);
        return references;
    }

    /// <summary>What a living function, a slot that is read or another library refers to lives too, whatever its name says.</summary>
    private void Revive(CoreChoice choice, IReadOnlySet<string> imported)
    {
        // A function that is not a candidate counts as living even if nothing is seen to reach it: its caller may be one that the decoder
        // can't see, such as a jump through a register.
        var work = new Stack<int>(Enumerable.Range(0, Functions.Count).Where(function => !_isDead[function]));
        foreach (var target in Roots(choice, imported))
        {
            Revive(target, work);
        }

        while (work.TryPop(out var function))
        {
            foreach (var reference in ReferencesOf(_file, function))
            {
                Revive(reference.Target, work);
                if (choice.Dropped.ContainsKey(reference.Target))
                {
                    _tableUses.Add((function, reference));
                }
            }
        }
    }

    private void Revive(ulong target, Stack<int> work)
    {
        var function = Functions.Find(target);
        // Any address inside of it counts, not only its first: it may be a jump into the middle, or data between instructions.
        if (function >= 0 && _isDead[function])
        {
            _isDead[function] = false;
            work.Push(function);
        }
    }

    private IEnumerable<ulong> Roots(CoreChoice choice, IReadOnlySet<string> imported)
    {
        // A slot of a dropped table keeps nothing alive: after the redirection nobody asks that table. Every other slot may be read.
        foreach (var slot in _slots.Where(slot => !AddressRange.AnyContains(choice.DroppedTables, slot.Address)))
        {
            yield return slot.Target;
        }

        yield return _file.Entry;
        yield return _file.DynamicValue(DynamicTags.Init) ?? 0;
        yield return _file.DynamicValue(DynamicTags.Fini) ?? 0;
        for (var index = 1; index < _file.DynamicSymbols.Count && imported.Count > 0; index++)
        {
            var symbol = _file.DynamicSymbols.Read(index);
            if (symbol.IsDefinedHere && imported.Contains(_file.DynamicSymbols.NameOf(symbol)))
            {
                yield return symbol.Value;
            }
        }
    }
}
