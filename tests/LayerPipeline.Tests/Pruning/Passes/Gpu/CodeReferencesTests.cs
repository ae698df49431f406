using LayerPipeline.Formats.Elf;
using LayerPipeline.Pruning.Passes.Gpu;
using LayerPipeline.Tests.Pruning.Passes.Kernels;

namespace LayerPipeline.Tests.Pruning.Passes.Gpu;

public sealed class CodeReferencesTests
{
    private const ulong Function = KernelLibrary.Code + 0x100;
    private const ulong Wanted = KernelLibrary.Data + 0x800;

    /// <summary>MOV RAX, imm64 has ten bytes: its first two at the end of such data swallow eight of the next function.</summary>
    [Fact]
    public void Data_before_a_function_that_looks_like_an_instruction_hides_no_reference()
    {
        var file = ElfFile.Read(
            new KernelLibrary()
                .FramesOf(KernelLibrary.Code, Function)
                .Function("data", Function - 2, 2, [0x48, 0xb8])
                .Function("refers", Function, 8, KernelLibrary.Lea(Function, Wanted))
                .Build()
        );
        AddressRange[] code = [new(KernelLibrary.Code, KernelLibrary.Code + 0x1000)];

        CodeReferences
            .Find(file, file, code, [AddressRange.At(Wanted, 0x10)])
            .ShouldBe([(new AddressRange(Function, KernelLibrary.Code + 0x1000), Wanted)]);
    }
}
