namespace LayerPipeline.Formats.Elf;

/// <summary>The page that Lambda's kernels map by.</summary>
/// <remarks>
/// 4 KiB on both architectures: x86_64 has no other, and Amazon Linux's arm64 kernels are configured with CONFIG_ARM64_4K_PAGES
/// (a 64 KiB kernel would refuse a library that is packed for 4 KiB; the probe in the real runtime would find that).
/// </remarks>
internal static class MemoryPage
{
    public const ulong Size = 4096;

    public static ulong Down(ulong address) => address & ~(Size - 1);

    // An address in the last page of all has no page above it; it stays below rather than wrap round to 0.
    public static ulong Up(ulong address) => address > ulong.MaxValue - Size ? Down(address) : Down(address + Size - 1);

    public static bool IsAligned(ulong address) => address % Size == 0;
}
