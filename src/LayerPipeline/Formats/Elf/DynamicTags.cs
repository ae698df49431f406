namespace LayerPipeline.Formats.Elf;

/// <summary>d_tag.</summary>
/// <remarks>Values of the System V gABI, as elf.h of glibc has them.</remarks>
internal static class DynamicTags
{
    public const long Null = 0;
    public const long Needed = 1;
    public const long ProcedureLinkageSize = 2;
    public const long ProcedureLinkageGot = 3;
    public const long Hash = 4;
    public const long StringTable = 5;
    public const long SymbolTable = 6;
    public const long Rela = 7;
    public const long RelaSize = 8;
    public const long StringTableSize = 10;
    public const long Init = 12;
    public const long Fini = 13;
    public const long SharedObjectName = 14;
    public const long RPath = 15;
    public const long Rel = 17;
    public const long TextRelocations = 22;
    public const long JumpRelocations = 23;
    public const long InitArray = 25;
    public const long FiniArray = 26;
    public const long RunPath = 29;
    public const long Flags = 30;
    public const long RelrSize = 35;
    public const long Relr = 36;
    public const long GnuHash = 0x6ffffef5;
    public const long VersionSymbols = 0x6ffffff0;
    public const long MoreFlags = 0x6ffffffb;
    public const long VersionDefinitions = 0x6ffffffc;
    public const long VersionDefinitionCount = 0x6ffffffd;
    public const long VersionNeeds = 0x6ffffffe;
    public const long VersionNeedCount = 0x6fffffff;

    /// <summary>Bit of <see cref="Flags"/>: relocations may write into segments that are not writable.</summary>
    public const ulong TextRelocationsFlag = 4;

    /// <summary>Bit of <see cref="MoreFlags"/>: the file is a program that can be loaded anywhere (DF_1_PIE).</summary>
    public const ulong ProgramFlag = 0x08000000;

    /// <summary>Tags whose value is an address inside the library.</summary>
    public static bool IsPointer(long tag) =>
        tag
            is ProcedureLinkageGot
                or Hash
                or StringTable
                or SymbolTable
                or Rela
                or Init
                or Fini
                or Rel
                or JumpRelocations
                or InitArray
                or FiniArray
                or Relr
                or GnuHash
                or VersionSymbols
                or VersionDefinitions
                or VersionNeeds;
}
