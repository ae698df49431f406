using System.Buffers;
using LayerPipeline.Formats.Elf;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Passes;
using LayerPipeline.Pruning.Passes.Gpu;
using LayerPipeline.Tests.Formats.Elf;
using LayerPipeline.Tests.Pruning.Passes.Kernels;

namespace LayerPipeline.Tests.Pruning.Passes.Gpu;

public sealed class GpuPassTests
{
    private const string Path = "python/a/liba.so";
    private const ulong FirstWhole = 0x3000;
    private const ulong LastWhole = 0x6fff;

    /// <summary>A library that registers code for GPUs as nvcc does, between data that it uses.</summary>
    private const string Source = """
        __asm__(
            ".section " SECTION ",\"a\"\n.align 8\nfatbin:\n.quad 0x00100001ba55ed50,40000\n.zero 40000, 0xAB\n"
            ".globl shown\nshown:\n.zero 40000, 0xCD\n.previous\n"
            HIDE);
        extern const char fatbin[] __attribute__((visibility("hidden")));
        extern const char shown[];
        static const struct { int magic, version; const void *code, *names; } wrapper
            __attribute__((section(REGISTRATION), used, aligned(8))) = { 0x466243b1, 1, fatbin, 0 };
        static const void *registered;
        static const int numbers[] = { 3, 5, 7, 11, 13 };
        __attribute__((constructor)) static void start(void) { registered = &wrapper; }
        int choose(int core) { return registered ? numbers[core] * 1000 : -1; }
        MORE
        """;

    private const string Nvidia = "-DSECTION=\".nv_fatbin\" -DREGISTRATION=\".nvFatBinSegment\"";
    private const string Hidden = "-DHIDE=\".hidden shown\"";

    private static Task<LibraryDraft> TrimAsync(byte[] library, string architecture = "x86_64") =>
        Passing.ThroughAsync(Path, library, Tier.Trim, architecture);

    private static byte[] Compile(string more, string names = Nvidia, string hide = Hidden) =>
        CompiledLibrary.CompileForX64(Source, [.. names.Split(' '), hide, $"-DMORE={more}"]);

    [Theory]
    [InlineData(".nv_fatbin", ".nvFatBinSegment", 62)]
    [InlineData("__nv_relfatbin", ".nvFatBinSegment", 62)]
    [InlineData(".hip_fatbin", ".hipFatBinSegment", 62)]
    [InlineData(".nv_fatbin", ".nvFatBinSegment", 183)]
    public async Task Whole_pages_of_code_for_GPUs_go_and_what_shares_a_page_with_it_stays(
        string section,
        string registration,
        ushort machine
    )
    {
        var original = new GpuLibrary
        {
            Section = section,
            Registration = registration,
            Machine = machine,
        }.Build();

        var library = await TrimAsync(original, machine == 62 ? "x86_64" : "arm64");

        library.ChangedBy.ShouldBe(Tier.Trim);
        library.Left.ShouldBeEmpty();
        library.Done.ShouldHaveSingleItem().ShouldBe($"without the code for GPUs in {section} (16,384 bytes), which Lambda does not have");
        var trimmed = ElfFile.Read(library.Content);
        trimmed.OffsetOf(FirstWhole - 1).ShouldNotBeNull();
        trimmed.OffsetOf(FirstWhole).ShouldBeNull();
        trimmed.OffsetOf(LastWhole).ShouldBeNull();
        trimmed.OffsetOf(LastWhole + 1).ShouldNotBeNull();
        trimmed.At(GpuLibrary.Device + GpuLibrary.DeviceSize, 0x100, "data").Memory.ToArray()[2].ShouldBe((byte)10);
        trimmed.At(GpuLibrary.Wrapper, 8, "the wrapper").Word(0).ShouldBe(0x466243b1u);
    }

    [Fact]
    public async Task A_request_that_keeps_code_for_GPUs_only_loses_what_is_never_loaded()
    {
        var layer = Passing.Nothing("x86_64") with { KeepsGpu = true };
        var passes = (await LibraryPasses.PrepareAsync(Tier.Trim, layer, TestContext.Current.CancellationToken))!;

        var library = passes.Apply(Path, new GpuLibrary().Build());

        library.Done.ShouldHaveSingleItem().ShouldStartWith("without the bytes that are never loaded");
        ElfFile.Read(library.Content).OffsetOf(FirstWhole).ShouldNotBeNull();
    }

    public static TheoryData<string, Func<GpuLibrary>> Uses =>
        new()
        {
            {
                "the slot at 0x8a10, which is not of its registration",
                () => new GpuLibrary().Slot(GpuLibrary.OtherData + 16, GpuLibrary.Device + 64)
            },
            {
                "the slot at 0x8808, which is not of its registration",
                () =>
                    new GpuLibrary { Registration = ".other" }
            },
            { "the loader writes into it, at 0x4000", () => new GpuLibrary().Slot(0x4000, GpuLibrary.Code) },
            { "exports kernels", () => new GpuLibrary().Export("kernels") },
            {
                "code in 0x1000..0x1800 refers to 0x3456",
                () => new GpuLibrary().Instructions(0x1010, [0x48, 0x8d, 0x05, .. BitConverter.GetBytes(0x3456 - 0x1017)])
            },
            // ADRP x0, 0x4000
            { "refers to 0x4000", () => new GpuLibrary { Machine = 183 }.Instructions(0x1010, 0, 0, 0, 0xf0) },
            {
                "shares addresses with 0x2000..0x2100, which is in use",
                () =>
                    new GpuLibrary { Declared = 0x2010 }
            },
            {
                "is in no part of the library that is only read",
                () =>
                    new GpuLibrary { IsWritable = true }
            },
        };

    [Theory]
    [MemberData(nameof(Uses))]
    public async Task Code_for_GPUs_that_anything_else_can_reach_stays(string reason, Func<GpuLibrary> make)
    {
        var library = make();

        var trimmed = await TrimAsync(library.Build(), library.Machine == 62 ? "x86_64" : "arm64");

        trimmed.Left.ShouldContain(left => left.StartsWith("code for GPUs kept: ", StringComparison.Ordinal) && left.Contains(reason));
        ElfFile.Read(trimmed.Content).OffsetOf(FirstWhole + 0x1000).ShouldNotBeNull();
    }

    [Fact]
    public async Task Without_section_headers_nothing_says_what_is_code_for_GPUs()
    {
        var library = await TrimAsync(new GpuLibrary { HasSections = false }.Build());

        library.Left.ShouldBeEmpty();
        ElfFile.Read(library.Content).OffsetOf(FirstWhole).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("__CLANG_OFFLOAD_BUNDLE__sycl-spir64", "can run on the processor")]
    [InlineData("__CLANG_OFFLOAD_BUNDLE__sycl-spir64_gen", "reads the start of its code")]
    public async Task Code_that_its_runtime_reads_when_it_is_loaded_stays_with_the_reason(string section, string reason)
    {
        var library = await TrimAsync(new GpuLibrary { Section = section }.Build());

        library.Left.ShouldHaveSingleItem().ShouldContain(reason);
        library.Done.ShouldHaveSingleItem().ShouldStartWith("without the bytes that are never loaded");
        ElfFile.Read(library.Content).OffsetOf(FirstWhole).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_section_of_another_name_is_no_code_for_GPUs()
    {
        var library = await TrimAsync(new GpuLibrary { Section = ".nv_fatbin2" }.Build());

        library.Left.ShouldBeEmpty();
        ElfFile.Read(library.Content).OffsetOf(FirstWhole).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(".nv_fatbin", ".nvFatBinSegment")]
    [InlineData(".hip_fatbin", ".hipFatBinSegment")]
    public async Task A_compiled_library_without_its_code_for_GPUs_loads_and_answers_as_before(string section, string registration)
    {
        var original = Compile("int unused;", $"-DSECTION=\"{section}\" -DREGISTRATION=\"{registration}\"");

        var library = await TrimAsync(original);

        library.Left.ShouldBeEmpty();
        library.SavedBytes.ShouldBeGreaterThan(70_000);
        CompiledLibrary.Choose(original).ShouldBe("3000 5000 7000");
        CompiledLibrary.Choose(library.Content.ToArray()).ShouldBe("3000 5000 7000");
    }

    [Theory]
    [InlineData("int peek(void) { return fatbin[8]; }", "code in")]
    [InlineData("int peek(int i) { return shown[i + 70]; }", "code in")]
    [InlineData("const void *elsewhere = fatbin;", "the slot at")]
    [InlineData("static const char *const table[] = { shown, 0 }; const char *peek(int i) { return table[i]; }", "the slot at")]
    public async Task A_compiled_library_that_reads_its_code_for_GPUs_keeps_it(string more, string reason)
    {
        var original = Compile(more);

        var library = await TrimAsync(original);

        library.Left.ShouldHaveSingleItem().ShouldStartWith($"code for GPUs kept: {reason}");
        library.Content.ToArray().AsSpan().IndexOf(Enumerable.Repeat((byte)0xAB, 40000).ToArray()).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_library_with_kernels_and_code_for_GPUs_loses_both_and_a_dropped_core_runs_the_kept_ones_kernels()
    {
        const string More = """
            __asm__(".section .nv_fatbin,\"a\"\n.align 8\nfatbin:\n.zero 80000, 0xAB\n.previous");
            extern const char fatbin[] __attribute__((visibility("hidden")));
            static const struct { int magic, version; const void *code, *names; } wrapper
                __attribute__((section(".nvFatBinSegment"), used, aligned(8))) = { 0x466243b1, 1, fatbin, 0 };
            """;
        var original = CompiledLibrary.CompileForX64(CompiledLibrary.Kernels + More, "-DVISIBLE=", "-DEXTRA=0");
        var (gpu, kernels) = (new GpuPass(), new KernelsPass(OpenBlasKernelsTests.Catalog));
        var layer = Passing.Nothing("x86_64");
        var passes = new PreparedPasses([
            (gpu.Tier, await gpu.PrepareAsync(layer, TestContext.Current.CancellationToken)),
            (kernels.Tier, await kernels.PrepareAsync(layer, TestContext.Current.CancellationToken)),
        ]);

        var library = passes.Apply(Path, original);

        library.Left.ShouldBeEmpty();
        library.Done.Count.ShouldBe(2);
        library.ChangedBy.ShouldBe(Tier.Kernels);
        library.TrimmedBytes.ShouldBe((await TrimAsync(original)).Content.Length);
        library.Content.Length.ShouldBeLessThan(library.TrimmedBytes!.Value - 4096);
        CompiledLibrary.Choose(original).ShouldBe("2000 3000 5000");
        CompiledLibrary.Choose(library.Content.ToArray()).ShouldBe("3000 3000 5000");
    }

    [Fact]
    public async Task An_exported_place_in_code_for_GPUs_keeps_it()
    {
        var library = await TrimAsync(Compile("int unused;", hide: "-DHIDE=\"\""));

        library.Left.ShouldHaveSingleItem().ShouldContain("exports shown");
    }

    [Fact]
    public void Every_section_names_what_registers_it_or_why_it_stays_and_its_source()
    {
        GpuCatalog.Default.Sections.ShouldNotBeEmpty();
        foreach (var section in GpuCatalog.Default.Sections)
        {
            (section.Registration.Count > 0).ShouldBe(section.Stays is null, section.Name);
            section.Reason.ShouldNotBeNullOrWhiteSpace();
            section.Source.ShouldStartWith("https://");
        }
    }

    [Fact]
    public void A_rule_that_is_broken_in_the_result_is_found_in_the_result()
    {
        var original = ElfFile.Read(new GpuLibrary().Build());
        var sections = GpuSections.Find(original, GpuCatalog.Default);
        byte[] changed = new GpuLibrary().Instructions(0x1010, [0x48, 0x8d, 0x05, .. BitConverter.GetBytes(0x3456 - 0x1017)]).Build();
        var cut = LayerPipeline.Pruning.Passes.Trim.ElfTrimmer.Trim(changed, sections.Code);

        GpuRules.Check(original, ElfFile.Read(cut.Content), sections).ShouldHaveSingleItem().ShouldContain("refers to 0x3456");
        GpuCode.Drop(new GpuLibrary().Build()).Edit.ShouldNotBeNull();
    }
}
