namespace LayerPipeline.Formats.Elf;

/// <summary>p_type.</summary>
/// <remarks>Values of the System V gABI, as elf.h of glibc has them.</remarks>
internal static class SegmentTypes
{
    public const uint Null = 0;
    public const uint Load = 1;
    public const uint Dynamic = 2;
    public const uint Interpreter = 3;
    public const uint ProgramHeaders = 6;
    public const uint GnuEhFrame = 0x6474e550;
    public const uint GnuStack = 0x6474e551;
}
