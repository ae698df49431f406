using LayerPipeline.Checking.Gates;
using LayerPipeline.Checking.Libraries;
using LayerPipeline.Formats.Elf;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Tests.Checking.Gates;

/// <summary>The gate on libraries that are nothing but facts.</summary>
public sealed class NeededSymbolGateTests
{
    private static readonly SharedLibrary User = new()
    {
        Path = "python/a/core.so",
        Identity = new ElfIdentity(Is64Bit: true, IsLittleEndian: true, 3, (int)ElfMachine.X64),
        Needed = ["libb.so"],
        RPath = ["$ORIGIN"],
    };

    private static readonly SharedLibrary Bringer = User with { Path = "python/a/libb.so", Needed = [] };

    private static HashSet<string> Names(params string[] names) => [.. names];

    private static List<GateResult> Check(params SharedLibrary[] libraries)
    {
        var layer = new BinaryLayer(libraries, new Dictionary<string, string>());
        var facts = LibraryFacts.Of(layer, RuntimeCatalog.Default.Find("3.13")!, "x86_64");
        return [.. new NeededSymbolGate().Check(Layers.Of() with { Libraries = facts })];
    }

    private static ElfVersionNeed Need(string version, bool isWeak = false) => new("libb.so", version, Index: 2, isWeak);

    [Fact]
    public void What_is_there_passes_with_a_count()
    {
        var user = User with { VersionNeeds = [Need("B_1")], VersionedImports = [new("b", "B_1", "libb.so")] };

        var result = Check(user, Bringer with { VersionDefinitions = ["B_1"], Exports = Names("b", "b@B_1") }).ShouldHaveSingleItem();

        (result.Status, result.Measured).ShouldBe((GateStatus.Pass, "1 found"));
    }

    [Fact]
    public void What_the_runtime_brings_is_not_asked_for_here()
    {
        var user = User with { Needed = ["libc.so.6"], VersionedImports = [new("puts", "GLIBC_9.9", "libc.so.6")] };

        Check(user).ShouldHaveSingleItem().Measured.ShouldBe("0 found");
    }

    [Theory]
    [InlineData(false, "B_1", GateStatus.Fail)]
    [InlineData(true, "B_1", GateStatus.Warn)]
    [InlineData(false, "", GateStatus.Warn)] // glibc takes the symbols of a library without any versions as they are
    [InlineData(false, "B_1 B_2", GateStatus.Pass)]
    public void A_version_that_is_not_brought_fails_unless_glibc_goes_on(bool isWeak, string brought, GateStatus expected)
    {
        var versions = brought.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        var result = Check(User with { VersionNeeds = [Need("B_2", isWeak)] }, Bringer with { VersionDefinitions = versions })
            .ShouldHaveSingleItem();

        result.Status.ShouldBe(expected);
        result.Message.Contains("a/core.so needs B_2 of a/libb.so", StringComparison.Ordinal).ShouldBe(expected != GateStatus.Pass);
    }

    [Fact]
    public void Missing_symbols_are_named_up_to_three_and_counted()
    {
        var imports = Enumerable.Range(1, 5).Select(index => new VersionedSymbol($"s{index}", "B_1", "libb.so")).ToList();
        var bringer = Bringer with { VersionDefinitions = ["B_1"], Exports = Names("s1", "s1@B_1") };

        var result = Check(User with { VersionedImports = imports }, bringer).ShouldHaveSingleItem();

        (result.Status, result.Measured).ShouldBe((GateStatus.Fail, "4 missing"));
        result.Message.ShouldContain("needs s2@B_1 of libb.so, s3@B_1 of libb.so, s4@B_1 of libb.so and 1 more, which");
    }

    [Fact]
    public void A_symbol_of_another_version_is_missing_and_one_of_another_library_answers()
    {
        var user = User with { VersionedImports = [new("b", "B_2", "libb.so")] };
        var bringer = Bringer with { VersionDefinitions = ["B_1", "B_2"], Exports = Names("b", "b@B_1") };
        var third = Bringer with { Path = "python/c/libc-1.so", Exports = Names("b@B_2") };

        Check(user, bringer).ShouldHaveSingleItem().Status.ShouldBe(GateStatus.Fail);
        Check(user, bringer, third).ShouldHaveSingleItem().Status.ShouldBe(GateStatus.Pass);
    }

    [Fact]
    public void A_library_without_versions_answers_by_the_name_alone() =>
        Check(User with { VersionedImports = [new("b", "B_1", "libb.so")] }, Bringer with { Exports = Names("b") })
            .ShouldHaveSingleItem()
            .Status.ShouldBe(GateStatus.Pass);

    [Fact]
    public void A_symbol_that_was_cut_out_fails_where_another_library_asks_for_it_and_none_brings_it()
    {
        var cut = Bringer with { LostExports = Names("gone", "lost") };
        var user = User with { Imports = Names("gone", "lost", "kept") };
        var third = Bringer with { Path = "python/c/libc-1.so", Exports = Names("gone", "lost") };

        var result = Check(user, cut).ShouldHaveSingleItem();

        (result.Status, result.Measured).ShouldBe((GateStatus.Fail, "gone"));
        result.Message.ShouldContain("a/core.so needs gone, which was cut out of a/libb.so");
        Check(user with { Imports = Names("kept") }, cut).ShouldHaveSingleItem().Status.ShouldBe(GateStatus.Pass);
        Check(user, cut, third).ShouldHaveSingleItem().Status.ShouldBe(GateStatus.Pass);
    }
}
