using System.Buffers;
using LayerPipeline.Formats.Elf;
using LayerPipeline.Pruning.Passes.Kernels;
using static LayerPipeline.Tests.Pruning.Passes.Kernels.KernelLibrary;

namespace LayerPipeline.Tests.Pruning.Passes.Kernels;

public sealed class CoreRedirectionTests
{
    private static (string? Problem, ElfFile Before, ElfFile After, CoreRedirection Redirection) Run(KernelLibrary library)
    {
        var (file, code, choice) = Kernel.Read(library);
        var redirection = new CoreRedirection(file, code, choice);
        return (redirection.Run(), file, ElfFile.Read(redirection.Bytes), redirection);
    }

    private static void ShouldDifferOnlyWhereItSays((string? Problem, ElfFile Before, ElfFile After, CoreRedirection Redirection) run)
    {
        run.Problem.ShouldBeNull();
        var (before, after) = (run.Before.Content.ToArray(), run.After.Content.ToArray());
        var different = Enumerable.Range(0, before.Length).Where(at => before[at] != after[at]).ToList();
        different.ShouldNotBeEmpty();
        different.ShouldAllBe(at => AddressRange.AnyContains(run.Redirection.Changed, (ulong)at));
    }

    [Fact]
    public void Code_that_takes_the_address_of_a_dropped_table_takes_the_kept_ones()
    {
        var run = Run(Kernel.Library());

        ShouldDifferOnlyWhereItSays(run);
        run.After.Content.Slice((int)Kernel.Choose, 7).ToArray().ShouldBe(Lea(Kernel.Choose, Kernel.NewTable));
        run.Redirection.Changed.ShouldBe([AddressRange.At(Kernel.Choose + 3, 4)]);
    }

    [Fact]
    public void A_slot_with_the_address_of_a_dropped_table_gets_the_kept_ones()
    {
        var run = Run(Kernel.Library().Slot(Kernel.FreeSlot, Kernel.OldTable));

        ShouldDifferOnlyWhereItSays(run);
        AddressSlot.ReadAll(run.After).Single(slot => slot.Address == Kernel.FreeSlot).Target.ShouldBe(Kernel.NewTable);
        AddressSlot.ReadAll(run.After).Single(slot => slot.Address == Kernel.OldTable).Target.ShouldBe(Kernel.RunOld);
    }

    [Fact]
    public void A_slot_that_names_a_dropped_table_by_its_symbol_names_the_kept_one()
    {
        var run = Run(Kernel.Library().Export("gotoblas_OLD").Export("gotoblas_NEW").SymbolSlot(Kernel.FreeSlot, 1));

        ShouldDifferOnlyWhereItSays(run);
        var slot = AddressSlot.ReadAll(run.After).Single(slot => slot.Address == Kernel.FreeSlot);
        (slot.Target, slot.Relocation!.Value.SymbolIndex, slot.Relocation.Value.Type).ShouldBe((Kernel.NewTable, 2u, 6u));
    }

    [Fact]
    public void A_slot_that_would_need_a_symbol_that_is_not_there_stops_it() =>
        Run(Kernel.Library().Export("gotoblas_OLD").SymbolSlot(Kernel.FreeSlot, 1))
            .Problem.ShouldNotBeNull()
            .ShouldContain("the table of NEW has no dynamic symbol");

    [Fact]
    public void Code_that_reads_a_dropped_table_stops_it() =>
        Run(Kernel.Library(choose: Load(Kernel.Choose, Kernel.OldTable)))
            .Problem.ShouldNotBeNull()
            .ShouldStartWith("code in the function at 0x1000 uses the table of OLD in a way");

    [Fact]
    public void A_function_that_fills_a_dropped_table_may_go_on_reading_it()
    {
        var fill = Load(Kernel.Other, Kernel.OldTable);
        var run = Run(Kernel.Library(other: fill).Slot(Kernel.OldTable + 8, Kernel.Other));

        ShouldDifferOnlyWhereItSays(run);
        run.After.Content.Slice((int)Kernel.Other, fill.Length).ToArray().ShouldBe(fill);
    }
}
