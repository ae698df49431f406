using System.Buffers;
using System.Runtime.InteropServices;
using LayerPipeline.Formats.Elf;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Pruning.Passes.Proof;
using LayerPipeline.Pruning.Passes.Trim;
using LayerPipeline.Tests.Formats.Elf;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Pruning.Passes.Trim;

public sealed class ElfTrimmerTests
{
    private static void ShouldBeTheSameInMemory(byte[] original, ReadOnlySequence<byte> trimmed) =>
        ElfVerifier.Verify(original, trimmed).ShouldBeEmpty();

    [Fact]
    public void What_follows_the_last_loaded_byte_goes()
    {
        var original = new ElfBuilder { TailJunk = 5000 }.Build();

        var result = ElfTrimmer.Trim(original);

        result.SavedBytes.ShouldBeGreaterThan(5000);
        result.Refusal.ShouldBeNull();
        ElfFile.Read(result.Content).Sections.ShouldBeEmpty();
        ShouldBeTheSameInMemory(original, result.Content);
    }

    [Fact]
    public void Bytes_between_the_loaded_parts_go()
    {
        var original = new ElfBuilder { MiddleJunk = 20_000, TailJunk = 0 }.Build();

        var result = ElfTrimmer.Trim(original);

        result.SavedBytes.ShouldBeGreaterThan(15_000);
        result.Content.ToArray().AsSpan().IndexOf(Enumerable.Repeat((byte)0xDD, 64).ToArray()).ShouldBe(-1);
        ShouldBeTheSameInMemory(original, result.Content);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Stale_pages_go_whether_or_not_the_table_of_headers_has_to_grow(int spare)
    {
        var builder = new ElfBuilder { StalePages = 4, SpareHeaders = spare };
        var original = builder.Build();

        var result = ElfTrimmer.Trim(original);

        var trimmed = ElfFile.Read(result.Content);
        trimmed.OffsetOf(builder.StaleAddress).ShouldBeNull();
        trimmed.Segments.Any(segment => segment.Type == SegmentTypes.ProgramHeaders).ShouldBe(spare == 0);
        result.SavedBytes.ShouldBeGreaterThan(4 * 4096);
        ShouldBeTheSameInMemory(original, result.Content);
    }

    [Fact]
    public void Without_sections_no_page_is_called_stale()
    {
        var builder = new ElfBuilder { StalePages = 4, Sections = false };
        var original = builder.Build();

        var result = ElfTrimmer.Trim(original);

        ElfFile.Read(result.Content).OffsetOf(builder.StaleAddress).ShouldNotBeNull();
    }

    [Fact]
    public void A_packed_library_stays_as_it_is()
    {
        var trimmed = ElfTrimmer.Trim(new ElfBuilder { StalePages = 2, MiddleJunk = 9000 }.Build());

        var again = ElfTrimmer.Trim(trimmed.Content.ToArray());

        again.SavedBytes.ShouldBe(0);
        again.Content.ToArray().ShouldBe(trimmed.Content.ToArray());
    }

    [Fact]
    public void A_trimmed_library_is_a_view_of_the_original_and_no_copy()
    {
        var original = new ElfBuilder { StalePages = 2, MiddleJunk = 9000 }.Build();

        var trimmed = ElfTrimmer.Trim(original).Content;

        var pieces = trimmed.Pieces().ToList();
        var shared = pieces.Where(piece => MemoryMarshal.TryGetArray(piece, out var array) && array.Array == original);
        shared.Sum(piece => (long)piece.Length).ShouldBeGreaterThan(trimmed.Length * 2 / 3);
    }

    [Fact]
    public void Packing_twice_gives_the_same_bytes()
    {
        var original = new ElfBuilder
        {
            StalePages = 2,
            MiddleJunk = 9000,
            Needed = ["liba.so"],
        }.Build();

        ElfTrimmer.Trim(original).Content.ToArray().ShouldBe(ElfTrimmer.Trim(original).Content.ToArray());
    }

    [Fact]
    public void A_dropped_range_goes_by_whole_pages_of_code_only()
    {
        var builder = new ElfBuilder { Machine = 183 };
        var original = builder.Build();
        var drop = new AddressRange(builder.CodeAddress + 1, builder.DataAddress + 0x3000);

        var trimmed = ElfFile.Read(ElfTrimmer.Trim(original, [drop]).Content);

        trimmed.OffsetOf(builder.CodeAddress + 0xfff).ShouldNotBeNull();
        trimmed.OffsetOf(builder.CodeAddress + 0x1000).ShouldBeNull();
        trimmed.OffsetOf(builder.DataAddress).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(1, "not a shared object", 2)]
    [InlineData(40, "ARM", 3)]
    public void A_file_of_another_kind_is_left_alone(ushort machine, string reason, ushort type)
    {
        var original = new ElfBuilder { Machine = machine, Type = type }.Build();

        var result = ElfTrimmer.Trim(original);

        result.Refusal.ShouldNotBeNull().ShouldContain(reason);
        result.Content.ToArray().ShouldBe(original);
    }

    [Fact]
    public void A_file_that_ends_too_early_is_left_alone()
    {
        var builder = new ElfBuilder();
        var original = builder.Build();
        var code = ElfFile.Read(original).Loads.Last();

        var result = ElfTrimmer.Trim(original.AsMemory(0, (int)(code.Offset + code.FileSize - 8)));

        result.Refusal.ShouldNotBeNull().ShouldContain("ends after the file");
        result.SavedBytes.ShouldBe(0);
    }

    [Fact]
    public void A_library_with_incongruent_offsets_is_left_alone()
    {
        var original = Edited.Header(
            new ElfBuilder().Build(),
            1,
            load => load with { Offset = load.Offset + 8, FileSize = load.FileSize - 8 }
        );

        ElfTrimmer.Trim(original).Refusal.ShouldNotBeNull().ShouldContain("not congruent");
    }
}
