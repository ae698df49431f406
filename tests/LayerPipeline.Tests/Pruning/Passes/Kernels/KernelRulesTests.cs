using System.Buffers;
using LayerPipeline.Formats.Elf;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Passes;
using LayerPipeline.Pruning.Passes.Kernels;
using LayerPipeline.Pruning.Passes.Trim;
using static LayerPipeline.Tests.Pruning.Passes.Kernels.KernelLibrary;

namespace LayerPipeline.Tests.Pruning.Passes.Kernels;

/// <summary>The rules get results that no pass would make.</summary>
public sealed class KernelRulesTests
{
    private static readonly AddressRange OldPage = AddressRange.At(Kernel.RunOld, 0x1000);

    private static List<string> Check(KernelLibrary original, ReadOnlyMemory<byte> result)
    {
        var (file, code, choice) = Kernel.Read(original);
        return [.. KernelRules.Check(file, ElfFile.Read(result), code, choice)];
    }

    private static byte[] Redirected(KernelLibrary library)
    {
        var (file, code, choice) = Kernel.Read(library);
        var redirection = new CoreRedirection(file, code, choice);
        redirection.Run().ShouldBeNull();
        return redirection.Bytes;
    }

    private static ReadOnlyMemory<byte> Without(byte[] library, AddressRange range)
    {
        var trimmed = ElfTrimmer.Trim(library, [range]);
        trimmed.SavedBytes.ShouldBeGreaterThan(0);
        return trimmed.Content.ToArray();
    }

    [Fact]
    public void A_result_that_neither_chooses_nor_reaches_what_is_gone_passes() =>
        Check(Kernel.Library(), Without(Redirected(Kernel.Library()), OldPage)).ShouldBeEmpty();

    [Fact]
    public void Code_that_can_still_choose_a_dropped_core_is_found() =>
        Check(Kernel.Library(), Kernel.Library().Build()).ShouldBe(["the kept function at 0x1000 can still choose OLD"]);

    [Fact]
    public void A_slot_that_can_still_choose_a_dropped_core_is_found()
    {
        var library = Kernel.Library(choose: Lea(Kernel.Choose, Kernel.NewTable)).Slot(Kernel.FreeSlot, Kernel.OldTable);

        Check(library, library.Build()).ShouldBe([$"the slot at 0x{Kernel.FreeSlot:x} can still choose OLD"]);
    }

    [Fact]
    public void Code_that_refers_to_what_is_missing_is_found()
    {
        // Another library than the one whose functions were found dead: its code calls one of them.
        var calling = Redirected(Kernel.Library(other: Call(Kernel.Other, Kernel.RunOld + 0x10)));

        Check(Kernel.Library(), Without(calling, OldPage)).ShouldBe(["the kept function at 0x1100 refers to 0x2010, which is missing"]);
    }

    [Fact]
    public void The_whole_of_it_makes_a_library_that_passes_its_own_proof()
    {
        var library = Kernel.Library().Build();

        var result = OpenBlasKernels.Drop(library, "x86_64", null, OpenBlasKernelsTests.Catalog);

        result.Refusal.ShouldBeNull();
        var draft = LibraryDraft.Of("python/a.so", library);
        var stored = draft.TryStore(Tier.Kernels, "dropped", result.Edit!, out var problem);
        problem.ShouldBeNull();
        var after = ElfFile.Read(stored!.Content);
        after.OffsetOf(Kernel.RunOld).ShouldBeNull();
        after.OffsetOf(Kernel.HelpOld + 0x1000 - 1).ShouldBeNull();
        after.OffsetOf(Kernel.HelpOld + 0x1000).ShouldNotBeNull();
        after.OffsetOf(Kernel.RunNew).ShouldNotBeNull();
    }
}
