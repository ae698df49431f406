namespace LayerPipeline.Formats.Elf;

/// <summary>sh_type and sh_flags.</summary>
/// <remarks>Values of the System V gABI, as elf.h of glibc has them.</remarks>
internal static class SectionTypes
{
    public const uint SymbolTable = 2;
    public const uint StringTable = 3;
    public const uint NoBits = 8;
    public const uint DynamicSymbols = 11;
    public const ulong AllocateFlag = 2;
    public const ulong ExecuteFlag = 4;
    public const ulong ThreadLocalFlag = 0x400;
}
