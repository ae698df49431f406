using LayerPipeline.Pruning.Passes.Kernels;

namespace LayerPipeline.Tests.Pruning.Passes.Kernels;

/// <summary>Instructions as the Intel and AMD manuals encode them, with the addresses that they name.</summary>
public sealed class X64CodeTests
{
    private const ulong Start = 0x1000;

    private static List<CodeReference> References(string hex)
    {
        var references = new List<CodeReference>();
        new X64Code().Collect(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), Start, references);
        return references;
    }

    [Theory]
    [InlineData("call +0xfb", "E8 FB 00 00 00", 0x1100)]
    [InlineData("call back", "E8 FB EF FF FF", 0)]
    [InlineData("jmp +0x10", "E9 10 00 00 00", 0x1015)]
    [InlineData("jmp self", "EB FE", 0x1000)]
    [InlineData("je +8", "74 08", 0x100a)]
    [InlineData("jne +0x200", "0F 85 00 02 00 00", 0x1206)]
    [InlineData("loop -2", "E2 FE", 0x1000)]
    [InlineData("xbegin +0x10", "C7 F8 10 00 00 00", 0x1016)]
    public void A_branch_names_where_it_goes(string instruction, string hex, ulong target) =>
        References(hex).ShouldBe([new CodeReference(target)], instruction);

    [Theory]
    [InlineData("lea rax, [rip + 0x10]", "48 8D 05 10 00 00 00", 0x1017, true, 0x1003, 0x1007)]
    [InlineData("lea r15, [rip - 0x10]", "4C 8D 3D F0 FF FF FF", 0xff7, true, 0x1003, 0x1007)]
    [InlineData("lea eax, [rip + 0x10]", "8D 05 10 00 00 00", 0x1016, false, 0x1002, 0x1006)]
    [InlineData("mov rax, [rip + 0x10]", "48 8B 05 10 00 00 00", 0x1017, false, 0x1003, 0x1007)]
    [InlineData("cmp dword [rip + 0x10], 1", "83 3D 10 00 00 00 01", 0x1017, false, 0x1002, 0x1007)]
    [InlineData("call [rip + 0x10]", "FF 15 10 00 00 00", 0x1016, false, 0x1002, 0x1006)]
    [InlineData("vmovaps ymm0, [rip + 0x20]", "C5 FC 28 05 20 00 00 00", 0x1028, false, 0x1004, 0x1008)]
    [InlineData("vmovaps zmm0, [rip + 0x40]", "62 F1 7C 48 28 05 40 00 00 00", 0x104a, false, 0x1006, 0x100a)]
    public void An_operand_that_counts_from_the_next_instruction_names_its_address_and_where_it_is_written(
        string instruction,
        string hex,
        ulong target,
        bool isAddressOnly,
        ulong displacementAt,
        ulong next
    ) => References(hex).ShouldBe([new CodeReference(target, isAddressOnly, displacementAt, next)], instruction);

    [Theory]
    [InlineData("ret", "C3")]
    [InlineData("call rax", "FF D0")]
    [InlineData("mov eax, [rax + 0x10]", "8B 40 10")]
    [InlineData("mov rax, imm64", "48 B8 00 10 00 00 00 00 00 00")]
    public void Other_instructions_name_none(string instruction, string hex) => References(hex).ShouldBeEmpty(instruction);

    [Fact]
    public void What_follows_a_byte_that_begins_no_instruction_is_still_read() =>
        // 06 was "push es"; 64-bit code does not have it.
        References("06 E8 FA 00 00 00 C3").ShouldBe([new CodeReference(0x1100)]);

    [Fact]
    public void An_instruction_that_is_cut_off_names_nothing_and_ends_the_reading() => References("C3 E8 FB 00").ShouldBeEmpty();
}
