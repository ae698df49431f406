using System.Buffers;
using Iced.Intel;

namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>x86_64 instructions: branches, calls and RIP-relative operands.</summary>
internal sealed class X64Code : IMachineCode
{
    public void Collect(ReadOnlySpan<byte> code, ulong start, ICollection<CodeReference> references)
    {
        // A library has megabytes of code, which is read function by function: what each takes is used again.
        var copy = ArrayPool<byte>.Shared.Rent(code.Length);
        try
        {
            code.CopyTo(copy);
            Collect(new ByteArrayCodeReader(copy, 0, code.Length), start, references);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }

    private static void Collect(ByteArrayCodeReader reader, ulong start, ICollection<CodeReference> references)
    {
        var decoder = Decoder.Create(64, reader, start);
        while (reader.CanReadByte)
        {
            decoder.Decode(out var instruction);
            if (instruction.IsInvalid)
            {
                // Data between functions, or padding: the next byte may begin an instruction.
                reader.Position = (int)(instruction.IP - start) + 1;
                decoder.IP = instruction.IP + 1;
            }
            else if (instruction.IsIPRelativeMemoryOperand)
            {
                var at = instruction.IP + (ulong)decoder.GetConstantOffsets(instruction).DisplacementOffset;
                references.Add(
                    new CodeReference(instruction.IPRelativeMemoryAddress, instruction.Code == Code.Lea_r64_m, at, instruction.NextIP)
                );
            }
            else if (instruction.Op0Kind == OpKind.NearBranch64)
            {
                references.Add(new CodeReference(instruction.NearBranchTarget));
            }
        }
    }
}
