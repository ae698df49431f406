namespace LayerPipeline.Formats.Elf;

/// <summary>p_flags.</summary>
/// <remarks>Values of the System V gABI, as elf.h of glibc has them.</remarks>
internal static class SegmentFlags
{
    public const uint Execute = 1;
    public const uint Write = 2;
    public const uint Read = 4;
}
