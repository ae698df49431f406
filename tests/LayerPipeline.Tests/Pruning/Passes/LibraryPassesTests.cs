using System.Buffers;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Passes;
using LayerPipeline.Pruning.Passes.Proof;
using LayerPipeline.Tests.Formats.Elf;

namespace LayerPipeline.Tests.Pruning.Passes;

public sealed class LibraryPassesTests
{
    private const string Path = "python/a/b.so";

    private static Task<LibraryDraft> TrimAsync(byte[] library) => Passing.ThroughAsync(Path, library, Tier.Trim, "x86_64");

    [Fact]
    public void Every_tier_that_changes_libraries_has_a_pass_and_no_pass_runs_twice()
    {
        LibraryPasses.All.Select(pass => pass.GetType()).ShouldBeUnique();
        LibraryPasses
            .All.Select(pass => pass.Tier)
            .Distinct()
            .OrderBy(tier => tier.Order)
            .ShouldBe(Tier.All.Where(tier => tier.ChangesLibraries));
    }

    [Fact]
    public async Task A_tier_below_those_that_change_libraries_leaves_them_alone()
    {
        (
            await LibraryPasses.PrepareAsync(Tier.Development, Passing.Nothing("x86_64"), TestContext.Current.CancellationToken)
        ).ShouldBeNull();
    }

    [Theory]
    [InlineData("trim")]
    [InlineData("kernels")]
    public async Task A_library_without_kernels_is_trimmed_and_no_more(string upTo)
    {
        var original = new ElfBuilder { StalePages = 1 }.Build();

        var library = await Passing.ThroughAsync(Path, original, Tier.Find(upTo)!, "x86_64");

        library.ChangedBy.ShouldBe(Tier.Trim);
        library.SavedBytes.ShouldBeGreaterThan(0x1000);
        library.Done.ShouldHaveSingleItem().ShouldStartWith("without the bytes that are never loaded");
        library.Left.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_text_file_stays_without_a_reason()
    {
        var library = await TrimAsync("GROUP ( libc.so.6 ) /* a linker script */"u8.ToArray());

        library.ChangedBy.ShouldBeNull();
        library.Left.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refused_library_stays_with_its_reason()
    {
        var original = new ElfBuilder { Type = 2 }.Build();

        var library = await TrimAsync(original);

        library.Content.ToArray().ShouldBe(original);
        library.Left.ShouldBe(["it is not a shared object"]);
    }

    [Fact]
    public async Task A_library_that_fails_verification_stays_with_its_reason()
    {
        // Needs versions of a library that is not in DT_NEEDED.
        var library = await TrimAsync(new ElfBuilder { VersionNeeds = [("libz.so.1", "ZLIB_1.2.0")] }.Build());

        library.ChangedBy.ShouldBeNull();
        library.Left.ShouldHaveSingleItem().ShouldContain("failed verification: versions of libz.so.1");
    }

    [Fact]
    public void A_later_edit_is_proven_with_the_rules_of_the_earlier_ones()
    {
        var original = new ElfBuilder { StalePages = 1 }.Build();
        var rounds = 0;
        IEnumerable<string> Second() => ++rounds == 1 ? [] : ["it broke what came before"];
        var first = LibraryEdit.None(original) with { Rules = _ => Second() };

        var library = LibraryDraft.Of(Path, original).TryStore(Tier.Trim, "first", first, out _)!;
        var again = library.TryStore(Tier.Kernels, "second", LibraryEdit.None(library.Whole), out var problem);

        again.ShouldBeNull();
        problem.ShouldNotBeNull().ShouldEndWith("verification: it broke what came before");
    }
}
