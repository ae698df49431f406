using System.Buffers;
using System.Buffers.Binary;
using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>
/// Makes every place that yields the address of a dropped table yield the kept one's, so that a processor whose kernels went
/// runs the kept ones. The tables themselves stay: each has a function that fills it.
/// </summary>
internal sealed class CoreRedirection(ElfFile file, KernelCode code, CoreChoice choice)
{
    private readonly byte[] _bytes = file.Content.ToArray();
    private readonly List<AddressRange> _changed = [];

    /// <summary>The library with the choice redirected; same length.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>Addresses whose bytes changed.</summary>
    public IReadOnlyList<AddressRange> Changed => AddressRange.Merge(_changed);

    /// <summary>Redirects everything, or says why that is not possible.</summary>
    public string? Run() => RedirectSlots() ?? RedirectCode();

    private string? RedirectSlots()
    {
        foreach (var slot in code.Slots)
        {
            if (choice.Dropped.TryGetValue(slot.Target, out var pair) && RedirectSlot(slot, pair.Instead) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private string? RedirectSlot(AddressSlot slot, CoreTable instead)
    {
        const int InfoAt = 8;
        const int AddendAt = 16;
        if (slot.Relocation is not { } relocation)
        {
            Write(slot.Address, instead.Range.Start);
        }
        else if (relocation.SymbolIndex == 0)
        {
            Write(AddressOf(relocation.FileOffset) + AddendAt, instead.Range.Start);
        }
        else if (instead.SymbolIndex > 0 && relocation.Addend == 0)
        {
            Write(AddressOf(relocation.FileOffset) + InfoAt, ((ulong)instead.SymbolIndex << 32) | relocation.Type);
        }
        else
        {
            return $"the table of {instead.Core} has no dynamic symbol that the slot at 0x{slot.Address:x} could refer to";
        }

        return null;
    }

    private string? RedirectCode()
    {
        // A function that only a dropped table's slot leads to fills that table; it chooses nothing, so what it refers to may stay.
        var initialisers = code.Initialisers(choice);
        foreach (var (function, reference) in code.TableUses.Where(use => !initialisers.Contains(use.Function)))
        {
            var (table, instead) = choice.Dropped[reference.Target];
            var displacement = (long)instead.Range.Start - (long)reference.Next;
            // Only an instruction that forms the address and does nothing else can form another one in the same bytes.
            if (!reference.IsAddressOnly || displacement != (int)displacement)
            {
                return $"code in the function at 0x{code.Functions.RangeOf(function).Start:x} uses the table of {table.Core} in a way that can't be redirected";
            }

            WriteWord(reference.DisplacementAt, (uint)displacement);
        }

        return null;
    }

    private ulong AddressOf(ulong fileOffset)
    {
        foreach (var load in file.Loads)
        {
            if (fileOffset >= load.Offset && fileOffset - load.Offset < load.FileSize)
            {
                return load.Address + (fileOffset - load.Offset);
            }
        }

        throw new InvalidElfException($"the relocation at offset {fileOffset} is in no PT_LOAD");
    }

    private void Write(ulong address, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(At(address, 8), value);
        _changed.Add(AddressRange.At(address, 8));
    }

    private void WriteWord(ulong address, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(At(address, 4), value);
        _changed.Add(AddressRange.At(address, 4));
    }

    private Span<byte> At(ulong address, int length) =>
        _bytes.AsSpan(
            (int)(
                file.OffsetOf(address, (ulong)length) ?? throw new InvalidElfException($"0x{address:x} is in no loaded part of the file")
            ),
            length
        );
}
