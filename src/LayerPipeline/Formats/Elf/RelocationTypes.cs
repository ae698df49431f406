namespace LayerPipeline.Formats.Elf;

/// <summary>Relocation types, as the processor supplements of the System V ABI number them.</summary>
internal static class RelocationTypes
{
    public const uint X64Absolute = 1;
    public const uint X64GlobalData = 6;
    public const uint X64JumpSlot = 7;
    public const uint X64Relative = 8;
    public const uint X64IndirectRelative = 37;
    public const uint Arm64Absolute = 257;
    public const uint Arm64GlobalData = 1025;
    public const uint Arm64JumpSlot = 1026;
    public const uint Arm64Relative = 1027;
    public const uint Arm64IndirectRelative = 1032;

    /// <summary>The slot becomes the library's base plus the addend.</summary>
    public static uint Relative(ElfMachine machine) => machine == ElfMachine.Arm64 ? Arm64Relative : X64Relative;

    /// <summary>The slot becomes what the function at the addend returns (IRELATIVE).</summary>
    public static bool IsIndirect(uint type) => type is X64IndirectRelative or Arm64IndirectRelative;

    /// <summary>The slot becomes a symbol's address.</summary>
    public static bool IsSymbolAddress(uint type) =>
        type is X64Absolute or X64GlobalData or X64JumpSlot or Arm64Absolute or Arm64GlobalData or Arm64JumpSlot;
}
