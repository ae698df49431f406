using System.Buffers.Binary;
using LayerPipeline.Formats.Elf;
using LayerPipeline.Pruning.Passes.Kernels;

namespace LayerPipeline.Tests.Pruning.Passes.Kernels;

/// <summary>Instruction words as the Arm Architecture Reference Manual encodes them, with the addresses that they name.</summary>
public sealed class Arm64CodeTests
{
    private const ulong Start = 0x10004;

    private static List<ulong> Targets(params uint[] words)
    {
        var bytes = new byte[words.Length * 4];
        for (var index = 0; index < words.Length; index++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(index * 4), words[index]);
        }

        return Targets(bytes);
    }

    private static List<ulong> Targets(byte[] code)
    {
        var references = new List<CodeReference>();
        new Arm64Code().Collect(code, Start, references);
        return [.. references.Select(reference => reference.Target)];
    }

    [Theory]
    [InlineData("b #0x100", 0x14000040, 0x10104)]
    [InlineData("b #-4", 0x17ffffff, 0x10000)]
    [InlineData("b #0x7fffffc", 0x15ffffff, 0x8010000)]
    [InlineData("bl #8", 0x94000002, 0x1000c)]
    [InlineData("bl #-8", 0x97fffffe, 0xfffc)]
    [InlineData("b.eq #0x20", 0x54000100, 0x10024)]
    [InlineData("b.ne #-8", 0x54ffffc1, 0xfffc)]
    [InlineData("bc.eq #0x20", 0x54000110, 0x10024)]
    [InlineData("cbz x0, #0x10", 0xb4000080, 0x10014)]
    [InlineData("cbnz w1, #0x10", 0x35000081, 0x10014)]
    [InlineData("cbz w0, #-0x100000", 0x34800000, -0xefffc)]
    [InlineData("tbz w0, #0, #0x40", 0x36000200, 0x10044)]
    [InlineData("tbnz x0, #33, #-4", 0xb70fffe0, 0x10000)]
    [InlineData("tbz w0, #0, #0x7ffc", 0x3603ffe0, 0x18000)]
    [InlineData("tbz w0, #0, #-0x8000", 0x36040000, 0x8004)]
    [InlineData("ldr w0, #8", 0x18000040, 0x1000c)]
    [InlineData("ldr x0, #8", 0x58000040, 0x1000c)]
    [InlineData("ldr x0, #-4", 0x58ffffe0, 0x10000)]
    [InlineData("ldr q0, #8", 0x9c000040, 0x1000c)]
    [InlineData("ldrsw x0, #8", 0x98000040, 0x1000c)]
    [InlineData("prfm pldl1keep, #8", 0xd8000040, 0x1000c)]
    [InlineData("adr x0, #1", 0x30000000, 0x10005)]
    [InlineData("adr x0, #-4", 0x10ffffe0, 0x10000)]
    [InlineData("adr x0, #0xfffff", 0x707fffe0, 0x110003)]
    public void An_instruction_that_counts_from_itself_names_one_address(string instruction, uint word, long target) =>
        Targets(word).ShouldBe([(ulong)target], instruction);

    [Theory]
    [InlineData("nop", 0xd503201f)]
    [InlineData("ret", 0xd65f03c0)]
    [InlineData("blr x0", 0xd63f0000)]
    [InlineData("mov x0, #0", 0xd2800000)]
    [InlineData("ldr x0, [x1]", 0xf9400020)]
    [InlineData("add x0, x0, #1", 0x91000400)]
    [InlineData("sub x0, x0, #1", 0xd1000400)]
    [InlineData("fadd v0.4s, v0.4s, v0.4s", 0x4e20d400)]
    [InlineData("udf #0", 0x00000000)]
    public void Other_instructions_name_none(string instruction, uint word) => Targets(word).ShouldBeEmpty(instruction);

    [Theory]
    [InlineData("adrp x0, #0x1000", 0xb0000000, 0x11000)]
    [InlineData("adrp x0, #-0x1000", 0xf0ffffe0, 0xf000)]
    [InlineData("adrp x0, #0", 0x90000000, 0x10000)]
    [InlineData("adrp x0, #0x4000", 0x90000020, 0x14000)]
    public void An_adrp_names_the_page_that_it_counts_from_the_instructions_own(string instruction, uint word, ulong page) =>
        Targets(word).ShouldBe([page], instruction);

    [Theory]
    [InlineData("add x0, x0, #0x123", 0x91048c00, 0x11123)]
    [InlineData("add x0, x0, #0xfff", 0x913ffc00, 0x11fff)]
    [InlineData("add x0, x0, #1, lsl #12", 0x91400400, 0x12000)]
    public void An_add_to_a_page_names_an_address_in_it(string instruction, uint add, ulong target) =>
        Targets(0xb0000000, add).Order().ToList().ShouldBe([0x11000UL, target], instruction);

    [Fact]
    public void Which_register_carries_which_page_is_not_followed_so_every_pair_is_named()
    {
        // add x1, x1, #8 stands in front of both pages: another path through the function may come to it later.
        uint[] code = [0x91002021, 0xb0000000, 0xd0000001, 0x91004000];

        Targets(code).Order().ToList().ShouldBe([0x11000UL, 0x11008UL, 0x11010UL, 0x12000UL, 0x12008UL, 0x12010UL]);
    }

    [Fact]
    public void An_add_of_32_bits_forms_no_address() => Targets(0xb0000000, 0x11048c00).ShouldBe([0x11000]);

    [Fact]
    public void Bytes_after_the_last_whole_instruction_are_no_instruction() => Targets([0x02, 0, 0, 0x94, 0x02, 0]).ShouldBe([0x1000c]);

    [Fact]
    public void More_pairs_than_any_function_has_are_refused()
    {
        var pages = Enumerable.Range(0, 1025).Select(index => 0x90000000 | ((uint)index << 5));
        var offsets = Enumerable.Range(0, 1025).Select(index => 0x91000000 | ((uint)index << 10));

        Should.Throw<InvalidElfException>(() => Targets([.. pages, .. offsets])).Message.ShouldContain("function at 0x10004");
    }
}
