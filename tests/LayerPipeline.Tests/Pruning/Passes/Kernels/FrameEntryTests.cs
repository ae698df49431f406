using System.Text;
using LayerPipeline.Formats.Elf;
using LayerPipeline.Pruning.Passes.Kernels;
using static LayerPipeline.Tests.Pruning.Passes.Kernels.KernelLibrary;

namespace LayerPipeline.Tests.Pruning.Passes.Kernels;

/// <summary>Entries as "Exception Frames" of the Linux Standard Base lays them out.</summary>
public sealed class FrameEntryTests
{
    private const byte Relative = 0x1b;

    private static byte[] Entry(params byte[] content)
    {
        byte[] padded = [.. content, .. new byte[(4 - (content.Length % 4)) % 4]];
        return [.. Word((uint)padded.Length), .. padded];
    }

    /// <summary>Identity 0, version, augmentation, code and data alignment, return register, length of the augmentation's data, data.</summary>
    private static byte[] Common(string augmentation, params byte[] data) =>
        Entry([.. Word(0), 1, .. Encoding.ASCII.GetBytes(augmentation + "\0"), 1, 0x78, 16, (byte)data.Length, .. data]);

    /// <summary>The distance back to the common entry at the start, the function, its length, no augmentation data.</summary>
    private static byte[] Function(ulong at, ulong function) =>
        Entry([.. Word((uint)(at + 4)), .. Word((uint)(function - (FrameStart + at + 8))), .. Word(0x10), 0]);

    private static IReadOnlyList<FrameEntry> Read(params byte[][] entries) =>
        FrameEntry.ReadAll(ElfFile.Read(new KernelLibrary().Frames(entries).Build()));

    [Theory]
    [InlineData("zR", new byte[] { Relative }, true)]
    [InlineData("zRS", new byte[] { Relative }, true)]
    [InlineData("zSR", new byte[] { Relative }, true)]
    [InlineData("zBR", new byte[] { Relative }, true)]
    [InlineData("zLR", new byte[] { Relative, Relative }, true)]
    [InlineData("zPLR", new byte[] { 0x9b, 1, 2, 3, 4, Relative, Relative }, true)]
    [InlineData("zPR", new byte[] { Relative, 1, 2, 3, 4, Relative }, true)]
    [InlineData("zR", new byte[] { 0x03 }, false)] // an absolute word
    [InlineData("zPR", new byte[] { 0x00, 1, 2, 3, 4, 5, 6, 7, 8, Relative }, false)] // a personality of another size
    [InlineData("zXR", new byte[] { Relative }, false)] // a letter that is not known
    [InlineData("zL", new byte[] { Relative }, false)] // nothing about the function's address
    [InlineData("eh", new byte[] { }, false)] // what gcc 2 wrote
    public void The_function_is_read_where_its_address_is_a_word_that_counts_from_itself(string augmentation, byte[] data, bool isRead)
    {
        var common = Common(augmentation, data);
        var at = (ulong)common.Length;

        var entries = Read(common, Function(at, 0x2000));

        entries.Select(entry => entry.Function).ShouldBe(isRead ? [0x2000UL] : []);
    }

    [Fact]
    public void Every_function_up_to_the_end_mark_is_read_with_the_place_of_its_entry()
    {
        var common = Common("zR", Relative);
        var first = (ulong)common.Length;
        var second = first + (ulong)Function(first, 0x2000).Length;

        var entries = Read(common, Function(first, 0x2000), Function(second, 0x1f00), new byte[4], Function(second, 0x3000));

        entries.ShouldBe([
            new FrameEntry(new AddressRange(FrameStart + first, FrameStart + second), 0x2000),
            new FrameEntry(new AddressRange(FrameStart + second, FrameStart + second + second - first), 0x1f00),
        ]);
    }

    [Fact]
    public void Numbers_of_several_bytes_in_front_of_the_augmentations_data_are_passed_over()
    {
        var common = Entry([.. Word(0), 1, .. "zR\0"u8, 0x81, 0x80, 0x00, 0xff, 0x7f, 16, 1, Relative]);

        Read(common, Function((ulong)common.Length, 0x2000)).ShouldHaveSingleItem().Function.ShouldBe(0x2000UL);
    }

    [Fact]
    public void A_library_without_a_header_of_frames_has_none() =>
        FrameEntry.ReadAll(ElfFile.Read(new Formats.Elf.ElfBuilder().Build())).ShouldBeEmpty();

    [Fact]
    public void Entries_of_dead_code_go_only_where_unwinders_search_a_table()
    {
        var common = Common("zR", Relative);
        var frame = Function((ulong)common.Length, Kernel.RunOld);
        var range = AddressRange.At(FrameStart + (ulong)common.Length, (ulong)frame.Length);

        Dropped(Kernel.Library().Frames(common, frame)).ShouldContain(range);
        Dropped(Kernel.Library().Frames(common, frame).Unsearched()).ShouldNotContain(range);
    }

    private static IReadOnlyList<AddressRange> Dropped(KernelLibrary library) =>
        OpenBlasKernels.Drop(library.Build(), "x86_64", null, OpenBlasKernelsTests.Catalog).Edit.ShouldNotBeNull().Permitted.Dropped;
}
