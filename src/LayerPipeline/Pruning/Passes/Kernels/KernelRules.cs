using LayerPipeline.Formats.Elf;
using LayerPipeline.Pruning.Passes.Proof;

namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>What must hold after kernels were dropped, beyond what holds for every packed library. Reads the result anew.</summary>
internal static class KernelRules
{
    public static IEnumerable<string> Check(ElfFile before, ElfFile after, KernelCode code, CoreChoice choice)
    {
        var holes = MemoryComparison.Holes(before, after);
        var initialisers = code.Initialisers(choice);
        for (var function = 0; function < code.Functions.Count; function++)
        {
            if (code.IsDead(function))
            {
                continue;
            }

            foreach (var reference in code.ReferencesOf(after, function))
            {
                if (AddressRange.AnyContains(holes, reference.Target))
                {
                    yield return $"the kept function at 0x{code.Functions.RangeOf(function).Start:x} refers to 0x{reference.Target:x}, which is missing";
                }

                if (!initialisers.Contains(function) && choice.Dropped.TryGetValue(reference.Target, out var pair))
                {
                    yield return $"the kept function at 0x{code.Functions.RangeOf(function).Start:x} can still choose {pair.Table.Core}";
                }
            }
        }

        foreach (var slot in AddressSlot.ReadAll(after).Where(slot => choice.Dropped.ContainsKey(slot.Target)))
        {
            yield return $"the slot at 0x{slot.Address:x} can still choose {choice.Dropped[slot.Target].Table.Core}";
        }
    }
}
