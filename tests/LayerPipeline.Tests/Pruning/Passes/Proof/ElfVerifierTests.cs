using System.Buffers;
using LayerPipeline.Formats.Elf;
using LayerPipeline.Pruning.Passes.Proof;
using LayerPipeline.Pruning.Passes.Trim;
using LayerPipeline.Tests.Formats.Elf;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Pruning.Passes.Proof;

public sealed class ElfVerifierTests
{
    private static readonly ElfBuilder Builder = new()
    {
        StalePages = 2,
        MiddleJunk = 9000,
        Needed = ["libc.so.6"],
        Exports = ["run"],
    };
    private static readonly byte[] Original = Builder.Build();
    private static readonly ReadOnlyMemory<byte> Trimmed = ElfTrimmer.Trim(Original).Content.ToArray();

    private static int IndexOf(uint type) => ElfFile.Read(Trimmed).Segments.ToList().FindIndex(segment => segment.Type == type);

    private static void ShouldFind(ReadOnlyMemory<byte> result, string problem) =>
        ElfVerifier
            .Verify(Original, new ReadOnlySequence<byte>(result))
            .ShouldContain(found => found.Contains(problem, StringComparison.Ordinal));

    [Fact]
    public void An_honest_result_passes() => ElfVerifier.Verify(Original, new ReadOnlySequence<byte>(Trimmed)).ShouldBeEmpty();

    [Fact]
    public void The_original_itself_passes() => ElfVerifier.Verify(Original, new ReadOnlySequence<byte>(Original)).ShouldBeEmpty();

    [Fact]
    public void Another_byte_of_code_is_found() => ShouldFind(Edited.Byte(Trimmed, Builder.CodeAddress + 77), "is not the original's");

    [Fact]
    public void A_permitted_change_is_no_violation()
    {
        var at = Builder.CodeAddress + 77;

        ElfVerifier
            .Verify(Original, new ReadOnlySequence<byte>(Edited.Byte(Trimmed, at)), new PermittedChanges { Changed = [new(at, at + 1)] })
            .ShouldBeEmpty();
    }

    [Fact]
    public void A_missing_page_of_code_is_found() =>
        ShouldFind(ElfTrimmer.Trim(Original, [AddressRange.At(Builder.CodeAddress, 0x1000)]).Content.ToArray(), "is in use");

    [Fact]
    public void A_permitted_hole_is_no_violation()
    {
        var hole = AddressRange.At(Builder.CodeAddress, 0x1000);
        var result = ElfTrimmer.Trim(Original, [hole]).Content.ToArray();

        ElfVerifier.Verify(Original, new ReadOnlySequence<byte>(result), new PermittedChanges { Dropped = [hole] }).ShouldBeEmpty();
    }

    [Fact]
    public void A_hole_of_half_a_page_is_found()
    {
        var last = ElfFile.Read(Trimmed).Segments.ToList().FindIndex(load => load.IsLoad && load.Address == Builder.CodeAddress);

        ShouldFind(Edited.Header(Trimmed, last, load => load with { FileSize = 0x234, MemorySize = 0x234 }), "whole pages");
    }

    [Fact]
    public void Missing_zeros_are_found()
    {
        var data = ElfFile.Read(Trimmed).Segments.ToList().FindIndex(load => load.IsLoad && load.IsWritable);

        ShouldFind(Edited.Header(Trimmed, data, load => load with { MemorySize = load.FileSize }), "is missing");
    }

    [Fact]
    public void Another_access_right_is_found() =>
        ShouldFind(Edited.Header(Trimmed, IndexOf(1), load => load with { Flags = 7 }), "different access rights");

    [Fact]
    public void A_misaligned_load_is_found() =>
        ShouldFind(Edited.Header(Trimmed, IndexOf(1), load => load with { Alignment = 0x10000, Offset = 0x1000 }), "not properly aligned");

    [Fact]
    public void A_load_without_alignment_is_found() =>
        ShouldFind(Edited.Header(Trimmed, IndexOf(1), load => load with { Alignment = 0 }), "alignment not page-aligned");

    [Fact]
    public void A_moved_relocation_read_only_range_is_found() =>
        ShouldFind(
            Edited.Header(Trimmed, IndexOf(0x6474e552), relro => relro with { MemorySize = relro.MemorySize + 8 }),
            "program headers other than PT_LOAD"
        );

    [Fact]
    public void A_dynamic_section_at_the_wrong_offset_is_found() =>
        ShouldFind(Edited.Header(Trimmed, IndexOf(2), dynamic => dynamic with { Offset = dynamic.Offset + 16 }), "matching offset");

    [Fact]
    public void A_table_of_headers_elsewhere_is_found() =>
        ShouldFind(Edited.Header(Trimmed, IndexOf(6), table => table with { Offset = 64, Address = 64 }), "PT_PHDR is not where");

    [Fact]
    public void Loads_out_of_order_are_found()
    {
        var index = IndexOf(1);
        var next = ElfFile.Read(Trimmed).Segments[index + 1];
        var swapped = Edited.Header(Edited.Header(Trimmed, index + 1, _ => ElfFile.Read(Trimmed).Segments[index]), index, _ => next);

        ShouldFind(swapped, "before the previous one ends");
    }

    [Fact]
    public void A_truncated_result_is_found() => ShouldFind(Trimmed[..^64], "ends after the file");

    [Fact]
    public void A_result_that_is_no_library_is_found() => ShouldFind(new byte[100], "can't be read");
}
