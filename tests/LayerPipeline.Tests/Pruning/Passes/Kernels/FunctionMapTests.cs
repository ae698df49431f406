using LayerPipeline.Formats.Elf;
using LayerPipeline.Pruning.Passes.Kernels;

namespace LayerPipeline.Tests.Pruning.Passes.Kernels;

public sealed class FunctionMapTests
{
    private const ulong At = 0x2000;
    private static readonly AddressRange Code = AddressRange.At(KernelLibrary.Code, 0x8000);
    private static readonly HashSet<string> Cores = ["OLD", "OLD_SSE3"];

    private static FunctionMap Read(KernelLibrary library, params FrameEntry[] frames) =>
        FunctionMap.Read(Code, ElfSymbolReader.ReadStatic(ElfFile.Read(library.Build()))!, frames, Cores);

    [Theory]
    [InlineData("run_OLD", true)]
    [InlineData("run_OLD.cold", true)]
    [InlineData("run_OLD.constprop.0", true)]
    [InlineData("run_OLD_SSE3", true)]
    [InlineData("run_part_OLD", true)]
    [InlineData("run_OLDER", false)]
    [InlineData("run_NEW", false)]
    [InlineData("run_OLD_common", false)]
    [InlineData("OLD", false)]
    [InlineData("run.OLD", false)]
    public void A_function_is_a_dropped_cores_by_the_end_of_its_name(string name, bool isDropped) =>
        Read(new KernelLibrary().Function(name, At, 0x10)).IsOfDroppedCore.ShouldBe([isDropped]);

    [Fact]
    public void Each_name_of_a_function_must_be_a_dropped_cores()
    {
        Read(new KernelLibrary().Function("a_OLD", At, 0x10).Function("b_OLD", At, 0x10)).IsOfDroppedCore.ShouldBe([true]);
        Read(new KernelLibrary().Function("a_OLD", At, 0x10).Function("common", At, 0x10)).IsOfDroppedCore.ShouldBe([false]);
        Read(new KernelLibrary().Function("common", At, 0x10).Function("a_OLD", At, 0x10)).IsOfDroppedCore.ShouldBe([false]);
    }

    [Fact]
    public void A_function_goes_up_to_the_next_one_and_its_own_bytes_up_to_its_largest_symbols_end()
    {
        var map = Read(
            new KernelLibrary().Function("a", At, 0x10).Function("alias", At, 0x18).Function("b", At + 0x40, 0).Symbol("data", 0x3000, 8, 1)
        );

        map.Count.ShouldBe(2);
        (map.RangeOf(0), map.OwnEndOf(0)).ShouldBe((new AddressRange(At, At + 0x40), At + 0x18));
        (map.RangeOf(1), map.OwnEndOf(1)).ShouldBe((new AddressRange(At + 0x40, Code.End), At + 0x40));
    }

    [Fact]
    public void An_address_belongs_to_the_function_that_begins_before_it()
    {
        var map = Read(new KernelLibrary().Function("a", At, 0x10).Function("b", At + 0x40, 0x10));

        map.Find(At - 1).ShouldBe(-1);
        map.Find(At).ShouldBe(0);
        map.Find(At + 0x3f).ShouldBe(0);
        map.Find(At + 0x40).ShouldBe(1);
        map.Find(Code.End - 1).ShouldBe(1);
        map.Find(Code.End).ShouldBe(-1);
        map.Find(0).ShouldBe(-1);
    }

    [Fact]
    public void An_unwinding_entry_begins_a_function_that_stays()
    {
        var map = Read(new KernelLibrary().Function("a_OLD", At, 0x10), new FrameEntry(default, At), new FrameEntry(default, At + 0x20));

        map.IsOfDroppedCore.ShouldBe([true, false]);
        map.RangeOf(0).End.ShouldBe(At + 0x20);
    }

    [Fact]
    public void Assemblers_symbols_without_a_type_are_functions_and_marks_inside_of_functions_are_not()
    {
        var map = Read(
            new KernelLibrary()
                .Function("a", At, 0x40)
                .Symbol("$x", At + 8, 0, 0)
                .Symbol("$d.1", At + 16, 0, 0)
                .Symbol("b", At + 0x20, 0, 0)
        );

        map.Count.ShouldBe(2);
        map.RangeOf(0).ShouldBe(new AddressRange(At, At + 0x20));
    }
}
