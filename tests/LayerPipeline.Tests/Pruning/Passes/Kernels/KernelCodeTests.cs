using LayerPipeline.Formats.Elf;
using static LayerPipeline.Tests.Pruning.Passes.Kernels.KernelLibrary;

namespace LayerPipeline.Tests.Pruning.Passes.Kernels;

public sealed class KernelCodeTests
{
    private static readonly AddressRange Both = new(Kernel.RunOld, Kernel.HelpOld + Kernel.OldSize);

    private static IReadOnlyList<AddressRange> Dead(KernelLibrary library, params string[] imported) =>
        AddressRange.Merge(Kernel.Read(library, imported).Code.DeadRanges());

    [Fact]
    public void What_only_a_dropped_table_leads_to_is_dead_with_what_only_it_calls() => Dead(Kernel.Library()).ShouldBe([Both]);

    [Fact]
    public void What_a_living_function_calls_lives_with_what_it_calls_in_turn() =>
        Dead(Kernel.Library(other: Call(Kernel.Other, Kernel.RunOld))).ShouldBeEmpty();

    [Fact]
    public void A_jump_into_the_middle_of_a_function_keeps_all_of_it() =>
        Dead(Kernel.Library(other: Call(Kernel.Other, Kernel.HelpOld + 0x123)))
            .ShouldBe([new AddressRange(Kernel.RunOld, Kernel.RunOld + Kernel.OldSize)]);

    [Fact]
    public void An_address_that_living_code_only_forms_keeps_its_function() =>
        Dead(Kernel.Library(other: Lea(Kernel.Other, Kernel.RunOld))).ShouldBeEmpty();

    [Fact]
    public void A_slot_outside_of_the_dropped_tables_keeps_its_function() =>
        Dead(Kernel.Library().Slot(Kernel.FreeSlot, Kernel.RunOld)).ShouldBeEmpty();

    [Fact]
    public void A_slot_of_a_kept_table_keeps_its_function() =>
        Dead(Kernel.Library().Slot(Kernel.NewTable + 8, Kernel.RunOld)).ShouldBeEmpty();

    [Fact]
    public void A_slot_that_is_filled_by_a_symbols_name_keeps_its_function() =>
        Dead(Kernel.Library().Export("run_OLD").SymbolSlot(Kernel.FreeSlot, 1)).ShouldBeEmpty();

    [Fact]
    public void A_function_that_another_library_imports_lives()
    {
        Dead(Kernel.Library().Export("run_OLD")).ShouldBe([Both]);
        Dead(Kernel.Library().Export("run_OLD"), "run_OLD").ShouldBeEmpty();
    }

    [Fact]
    public void What_lies_between_a_dead_function_and_a_living_one_stays()
    {
        Kernel.Read(Kernel.Library()).Code.DeadRanges().Last().End.ShouldBe(Kernel.HelpOld + Kernel.OldSize);
        // Between two dead ones nothing is left that could belong to a living one.
        Kernel.Read(Kernel.Library()).Code.DeadRanges().First().End.ShouldBe(Kernel.HelpOld);
    }

    [Fact]
    public void A_dead_function_of_unknown_size_in_front_of_a_living_one_stays() =>
        Dead(Kernel.Library(helpSize: 0)).ShouldBe([new AddressRange(Kernel.RunOld, Kernel.HelpOld)]);

    [Fact]
    public void A_size_that_reaches_into_the_next_function_is_not_believed() =>
        Dead(Kernel.Library(helpSize: 0x5000)).ShouldBe([new AddressRange(Kernel.RunOld, Kernel.RunNew)]);

    [Fact]
    public void Where_living_code_takes_the_address_of_a_dropped_table_is_noted()
    {
        var (_, code, _) = Kernel.Read(Kernel.Library());

        var (function, reference) = code.TableUses.ShouldHaveSingleItem();
        code.Functions.RangeOf(function).Start.ShouldBe(Kernel.Choose);
        (reference.Target, reference.IsAddressOnly, reference.DisplacementAt).ShouldBe((Kernel.OldTable, true, Kernel.Choose + 3));
    }

    [Fact]
    public void A_function_that_only_a_dropped_tables_slot_points_to_fills_that_table()
    {
        var fills = Kernel.Library(other: Lea(Kernel.Other, Kernel.OldTable)).Slot(Kernel.OldTable + 8, Kernel.Other);
        var (_, code, choice) = Kernel.Read(fills);

        code.Initialisers(choice)
            .Select(function => code.Functions.RangeOf(function).Start)
            .ShouldBe([Kernel.Other, Kernel.RunOld], ignoreOrder: true);
        var (_, asked, again) = Kernel.Read(fills.Slot(Kernel.FreeSlot, Kernel.Other));
        asked.Initialisers(again).Select(function => asked.Functions.RangeOf(function).Start).ShouldBe([Kernel.RunOld]);
    }
}
