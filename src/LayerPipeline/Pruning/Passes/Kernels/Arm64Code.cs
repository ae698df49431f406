using System.Buffers.Binary;
using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>arm64 instructions: branches, literals, ADR, and the pages of ADRP with every offset that the function adds to one.</summary>
/// <remarks>Source: Arm Architecture Reference Manual, A64 base instructions; bits are numbered as there.</remarks>
internal sealed class Arm64Code : IMachineCode
{
    private const int InstructionSize = 4;

    // Real functions stay below some ten thousand.
    private const int MostPairs = 1 << 20;

    public void Collect(ReadOnlySpan<byte> code, ulong start, ICollection<CodeReference> references)
    {
        var (pages, offsets) = (new HashSet<ulong>(), new HashSet<ulong> { 0 });
        for (var at = 0; at + InstructionSize <= code.Length; at += InstructionSize)
        {
            var instruction = BinaryPrimitives.ReadUInt32LittleEndian(code[at..]);
            var address = start + (ulong)at;
            if ((instruction & 0x9f000000) == 0x90000000)
            {
                // ADRP: 21 bits in two parts, in pages.
                pages.Add((address & ~0xfffUL) + (ulong)(AdrImmediate(instruction) << 12));
            }
            else if ((instruction & 0xff800000) == 0x91000000)
            {
                // ADD (immediate), 64 bits: 12 bits, shifted by 12 where bit 22 says so.
                var immediate = (ulong)(instruction >> 10) & 0xfff;
                offsets.Add((instruction & 0x00400000) == 0 ? immediate : immediate << 12);
            }
            else if (Relative(instruction) is { } distance)
            {
                references.Add(new CodeReference(address + (ulong)distance));
            }
        }

        if ((long)pages.Count * offsets.Count > MostPairs)
        {
            throw new InvalidElfException($"the function at 0x{start:x} forms too many addresses to be followed");
        }

        // Which register carries which page is not followed: every pair is taken, so that none is missed.
        foreach (var page in pages)
        {
            foreach (var offset in offsets)
            {
                references.Add(new CodeReference(page + offset));
            }
        }
    }

    private static long? Relative(uint instruction) =>
        instruction switch
        {
            // B, BL
            _ when (instruction & 0x7c000000) == 0x14000000 => Signed(instruction, 26) * InstructionSize,
            // B.cond, BC.cond
            _ when (instruction & 0xff000000) == 0x54000000 => Signed(instruction >> 5, 19) * InstructionSize,
            // CBZ, CBNZ
            _ when (instruction & 0x7e000000) == 0x34000000 => Signed(instruction >> 5, 19) * InstructionSize,
            // TBZ, TBNZ
            _ when (instruction & 0x7e000000) == 0x36000000 => Signed(instruction >> 5, 14) * InstructionSize,
            // LDR, LDRSW, PRFM (literal)
            _ when (instruction & 0x3b000000) == 0x18000000 => Signed(instruction >> 5, 19) * InstructionSize,
            // ADR
            _ when (instruction & 0x9f000000) == 0x10000000 => AdrImmediate(instruction),
            _ => null,
        };

    private static long AdrImmediate(uint instruction) => Signed((((instruction >> 5) & 0x7ffff) << 2) | ((instruction >> 29) & 3), 21);

    private static long Signed(uint value, int bits) => (long)((ulong)value << (64 - bits)) >> (64 - bits);
}
