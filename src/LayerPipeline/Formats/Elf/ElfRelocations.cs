using System.Numerics;

namespace LayerPipeline.Formats.Elf;

/// <summary>What the loader writes when it loads a library.</summary>
internal static class ElfRelocations
{
    /// <summary>Relocations of DT_RELA and DT_JMPREL, in order.</summary>
    /// <param name="file">The library.</param>
    /// <returns>The relocations, read one by one.</returns>
    /// <exception cref="InvalidElfException">A table is outside the file.</exception>
    public static IEnumerable<ElfRelocation> Of(ElfFile file) =>
        Table(file, DynamicTags.Rela, DynamicTags.RelaSize)
            .Concat(Table(file, DynamicTags.JumpRelocations, DynamicTags.ProcedureLinkageSize));

    /// <summary>Slots of DT_RELR: addresses whose content the loader adds its base to.</summary>
    /// <param name="file">The library.</param>
    /// <returns>Addresses, read one by one.</returns>
    /// <exception cref="InvalidElfException">The table is outside the file.</exception>
    public static IEnumerable<ulong> RelativeSlots(ElfFile file)
    {
        if (file.DynamicValue(DynamicTags.Relr) is not { } address || file.DynamicValue(DynamicTags.RelrSize) is not { } size)
        {
            yield break;
        }

        var table = file.At(address, size, "DT_RELR");
        ulong next = 0;
        // Slots are adjacent; a table that lists more than fit into the file is damaged.
        var left = file.Content.Length / 8;
        for (ulong at = 0; at + 8 <= table.Length; at += 8)
        {
            var entry = table.Long(at);
            left -= (entry & 1) == 0 ? 1 : BitOperations.PopCount(entry) - 1;
            if (left < 0)
            {
                throw new InvalidElfException("DT_RELR lists more slots than fit into the file");
            }

            if ((entry & 1) == 0)
            {
                yield return entry;
                next = entry + 8;
                continue;
            }

            for (var bit = 0; bit < 63; bit++)
            {
                if (((entry >> (bit + 1)) & 1) != 0)
                {
                    yield return next + (8 * (ulong)bit);
                }
            }

            next += 8 * 63;
        }
    }

    private static IEnumerable<ElfRelocation> Table(ElfFile file, long pointer, long length)
    {
        if (file.DynamicValue(pointer) is not { } address || file.DynamicValue(length) is not { } size || size == 0)
        {
            yield break;
        }

        var offset = file.OffsetOf(address, size) ?? throw new InvalidElfException($"relocations at 0x{address:x} are outside the file");
        var table = new ElfBytes(file.Bytes.Part(offset, size, "relocations"));
        for (ulong at = 0; at + ElfRelocation.EntrySize <= table.Length; at += ElfRelocation.EntrySize)
        {
            var info = table.Long(at + 8);
            yield return new ElfRelocation(offset + at, table.Long(at), (uint)info, (uint)(info >> 32), (long)table.Long(at + 16));
        }
    }
}
