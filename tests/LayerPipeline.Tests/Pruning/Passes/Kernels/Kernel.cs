using LayerPipeline.Formats.Elf;
using LayerPipeline.Pruning.Passes.Kernels;
using static LayerPipeline.Tests.Pruning.Passes.Kernels.KernelLibrary;

namespace LayerPipeline.Tests.Pruning.Passes.Kernels;

/// <summary>The library of these tests: OLD goes and NEW takes its place; <c>choose</c> takes the address of OLD's table.</summary>
internal static class Kernel
{
    public const ulong Choose = 0x1000;
    public const ulong Other = 0x1100;
    public const ulong RunOld = 0x2000;
    public const ulong OldSize = 0x1f00;
    public const ulong HelpOld = 0x4000;
    public const ulong RunNew = 0x6000;
    public static readonly ulong OldTable = TableAt(0);
    public static readonly ulong NewTable = TableAt(1);

    /// <summary>A slot that is in no table.</summary>
    public static readonly ulong FreeSlot = TableAt(4);

    /// <summary>Tables, their slots, <c>choose</c> and the functions of both cores; <c>help_OLD</c> is called by <c>run_OLD</c>.</summary>
    public static KernelLibrary Library(byte[]? choose = null, byte[]? other = null, ulong helpSize = 0x1f00) =>
        new KernelLibrary()
            .Function("choose", Choose, 8, choose ?? Lea(Choose, OldTable))
            .Function("other", Other, 0x10, other ?? [])
            .Function("run_OLD", RunOld, OldSize, Call(RunOld, HelpOld))
            .Function("help_OLD.cold", HelpOld, helpSize)
            .Function("run_NEW", RunNew, 0x100)
            .Table("OLD", 0)
            .Table("NEW", 1)
            .Slot(OldTable, RunOld)
            .Slot(NewTable, RunNew);

    public static (ElfFile File, KernelCode Code, CoreChoice Choice) Read(KernelLibrary library, params string[] imported) =>
        Read(library.Build(), imported);

    public static (ElfFile File, KernelCode Code, CoreChoice Choice) Read(byte[] library, params string[] imported)
    {
        var file = ElfFile.Read(library);
        var symbols = ElfSymbolReader.ReadStatic(file)!;
        var choice = CoreChoice.Decide(file, symbols, OpenBlasKernelsTests.Catalog, "x86_64");
        var functions = FunctionMap.Read(
            AddressRange.At(KernelLibrary.Code, 0x8000),
            symbols,
            FrameEntry.ReadAll(file),
            choice.DroppedCores
        );
        return (file, new KernelCode(file, functions, choice, imported.ToHashSet(StringComparer.Ordinal)), choice);
    }
}
