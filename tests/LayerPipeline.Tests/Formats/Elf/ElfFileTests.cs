using LayerPipeline.Formats.Elf;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Formats.Elf;

public sealed class ElfFileTests
{
    [Fact]
    public void Names_and_needs_of_a_library_are_read()
    {
        var file = ElfFile.Read(
            new ElfBuilder
            {
                SoName = "liba.so.1",
                RunPath = "$ORIGIN",
                Needed = ["libb.so", "libc.so.6"],
            }.Build()
        );

        file.Identity.Machine.ShouldBe(ElfMachine.X64);
        file.DynamicStrings(DynamicTags.SharedObjectName).ShouldBe(["liba.so.1"]);
        file.DynamicStrings(DynamicTags.RunPath).ShouldBe(["$ORIGIN"]);
        file.DynamicStrings(DynamicTags.Needed).ShouldBe(["libb.so", "libc.so.6"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Symbols_are_read_with_and_without_sections(bool sections)
    {
        var file = ElfFile.Read(
            new ElfBuilder
            {
                Imports = ["malloc"],
                Exports = ["PyInit_a"],
                Sections = sections,
            }.Build()
        );

        var symbols = file.DynamicSymbols;
        symbols.Count.ShouldBe(3);
        (symbols.NameOf(symbols.Read(1)), symbols.Read(1).IsUndefined).ShouldBe(("malloc", true));
        (symbols.NameOf(symbols.Read(2)), symbols.Read(2).IsUndefined).ShouldBe(("PyInit_a", false));
    }

    [Fact]
    public void Versions_are_read()
    {
        var file = ElfFile.Read(
            new ElfBuilder
            {
                Needed = ["libc.so.6"],
                VersionNeeds = [("libc.so.6", "GLIBC_2.17"), ("libc.so.6", "GLIBC_2.28")],
                VersionDefinitions = ["A_1"],
                Imports = ["fcntl64@GLIBC_2.28"],
                Exports = ["run@A_1"],
            }.Build()
        );

        var versions = ElfVersions.Read(file);
        versions.Needs.Select(need => (need.File, need.Version)).ShouldBe([("libc.so.6", "GLIBC_2.17"), ("libc.so.6", "GLIBC_2.28")]);
        versions.IndexOf(1).ShouldBe(versions.Needs[1].Index);
        versions.IndexOf(2).ShouldBe(versions.Definitions.Single().Index);
    }

    [Fact]
    public void A_file_that_ends_inside_its_dynamic_section_is_refused()
    {
        var whole = new ElfBuilder { Needed = ["liba.so"] }.Build();
        var dynamic = ElfFile.Read(whole).Segments.Single(segment => segment.Type == SegmentTypes.Dynamic);

        Should.Throw<InvalidElfException>(() => ElfFile.Read(whole.AsMemory(0, (int)dynamic.Offset + 8)));
    }

    [Fact]
    public void A_32_bit_library_is_told_apart_from_a_damaged_one()
    {
        var bytes = new ElfBuilder { Class = 1, Machine = 3 }.Build();

        ElfIdentity.Read(bytes)!.Value.Name.ShouldBe("32-bit x86");
        Should.Throw<InvalidElfException>(() => ElfFile.Read(bytes)).Message.ShouldContain("32-bit x86");
    }

    [Fact]
    public void Text_is_no_library() => ElfIdentity.Read("#!/bin/sh echo a script of some length"u8).ShouldBeNull();
}
