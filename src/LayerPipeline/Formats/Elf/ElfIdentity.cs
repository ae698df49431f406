using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace LayerPipeline.Formats.Elf;

/// <summary>What the first 20 bytes of an ELF file say: enough to tell a foreign library from a damaged one.</summary>
/// <param name="Is64Bit">ELFCLASS64.</param>
/// <param name="IsLittleEndian">ELFDATA2LSB.</param>
/// <param name="Type">e_type: 1 object file, 2 executable, 3 shared object.</param>
/// <param name="MachineNumber">e_machine.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ElfIdentity(bool Is64Bit, bool IsLittleEndian, int Type, int MachineNumber)
{
    /// <summary>Bytes needed by <see cref="Read(ReadOnlySpan{byte})"/>.</summary>
    public const int Length = 20;

    /// <summary>The machine, or <see cref="ElfMachine.None"/> for one that has no name here.</summary>
    public ElfMachine Machine => Enum.IsDefined((ElfMachine)MachineNumber) ? (ElfMachine)MachineNumber : ElfMachine.None;

    /// <summary>Whether a loader would take it: an executable or a shared object.</summary>
    public bool IsLoadable => Type is 2 or 3;

    /// <summary>Whether it is for an architecture of Lambda.</summary>
    /// <param name="architecture"><c>x86_64</c> or <c>arm64</c>.</param>
    /// <returns>Whether it is.</returns>
    public bool IsFor(string architecture) => Is64Bit && IsLittleEndian && NameOf(Machine, MachineNumber) == architecture;

    /// <summary>For example <c>64-bit x86_64</c>.</summary>
    public string Name => $"{(Is64Bit ? "64" : "32")}-bit {(IsLittleEndian ? "" : "big-endian ")}{NameOf(Machine, MachineNumber)}";

    /// <summary>Reads the identity of a file.</summary>
    /// <param name="start">The file's first bytes, at least <see cref="Length"/> of an ELF file.</param>
    /// <returns>The identity, or null where these bytes start no ELF file.</returns>
    public static ElfIdentity? Read(ReadOnlySpan<byte> start)
    {
        if (start.Length < Length || !start.StartsWith("\u007fELF"u8))
        {
            return null;
        }

        var little = start[5] == 1;
        return new ElfIdentity(start[4] == 2, little, Half(start[16..], little), Half(start[18..], little));
    }

    /// <summary>Reads the identity of a file that may be in several pieces of memory.</summary>
    /// <param name="content">The file.</param>
    /// <returns>The identity, or null where its first bytes start no ELF file.</returns>
    public static ElfIdentity? Read(ReadOnlySequence<byte> content)
    {
        Span<byte> start = stackalloc byte[Length];
        var count = (int)Math.Min(Length, content.Length);
        content.Slice(0, count).CopyTo(start);
        return Read((ReadOnlySpan<byte>)start[..count]);
    }

    private static int Half(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static string NameOf(ElfMachine machine, int number) =>
        machine switch
        {
            ElfMachine.I386 => "x86",
            ElfMachine.Arm => "ARM",
            ElfMachine.X64 => "x86_64",
            ElfMachine.Arm64 => "arm64",
            _ => $"machine {number}",
        };
}
