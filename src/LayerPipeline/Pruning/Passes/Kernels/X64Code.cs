using System.Buffers;
using Iced.Intel;

namespace LayerPipeline.Pruning.Passes.Kernels;

/// <summary>x86_64 instructions: branches, calls and RIP-relative operands.</summary>
internal sealed class X64Code : IMachineCode
{
    private readonly Bytes _bytes = new();
    private readonly Decoder _decoder;

    // A library has very many functions, which are read one by one: what one takes is used for the next.
    public X64Code() => _decoder = Decoder.Create(64, _bytes);

    public void Collect(ReadOnlySpan<byte> code, ulong start, ICollection<CodeReference> references)
    {
        var copy = ArrayPool<byte>.Shared.Rent(code.Length);
        try
        {
            code.CopyTo(copy);
            _bytes.Start(copy, code.Length);
            _decoder.IP = start;
            Collect(start, references);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }

    private void Collect(ulong start, ICollection<CodeReference> references)
    {
        while (_bytes.Position < _bytes.Length)
        {
            _decoder.Decode(out var instruction);
            if (instruction.IsInvalid)
            {
                // Data between functions, or padding: the next byte may begin an instruction.
                _bytes.Position = (int)(instruction.IP - start) + 1;
                _decoder.IP = instruction.IP + 1;
            }
            else if (instruction.IsIPRelativeMemoryOperand)
            {
                var at = instruction.IP + (ulong)_decoder.GetConstantOffsets(instruction).DisplacementOffset;
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

    /// <summary>What is decoded: one function after the other.</summary>
    private sealed class Bytes : CodeReader
    {
        private byte[] _content = [];

        public int Position { get; set; }

        public int Length { get; private set; }

        public void Start(byte[] content, int length) => (_content, Length, Position) = (content, length, 0);

        public override int ReadByte() => Position < Length ? _content[Position++] : -1;
    }
}
