using System.Runtime.InteropServices;
using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>A place that holds an address of this library once it is loaded.</summary>
/// <param name="Address">Where it lies.</param>
/// <param name="Target">The address that it will hold.</param>
/// <param name="Relocation">What the loader does; null for a slot of DT_RELR.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AddressSlot(ulong Address, ulong Target, ElfRelocation? Relocation)
{
    /// <summary>Every slot of a library.</summary>
    public static IEnumerable<AddressSlot> ReadAll(ElfFile file)
    {
        var relative = RelocationTypes.Relative(file.Identity.Machine);
        foreach (var relocation in ElfRelocations.Of(file))
        {
            if (relocation.Type == relative || RelocationTypes.IsIndirect(relocation.Type))
            {
                yield return new AddressSlot(relocation.Address, (ulong)relocation.Addend, relocation);
            }
            else if (RelocationTypes.IsSymbolAddress(relocation.Type))
            {
                var symbol = file.DynamicSymbols.Read((int)relocation.SymbolIndex);
                if (symbol.IsDefinedHere)
                {
                    yield return new AddressSlot(relocation.Address, symbol.Value + (ulong)relocation.Addend, relocation);
                }
            }
        }

        foreach (var address in ElfRelocations.RelativeSlots(file))
        {
            yield return new AddressSlot(address, file.At(address, 8, "a slot of DT_RELR").Long(0), null);
        }
    }
}
