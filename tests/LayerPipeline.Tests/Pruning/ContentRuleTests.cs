using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Tests.Formats.Archives;
using LayerPipeline.Tests.Formats.Contents;
using LayerPipeline.Tests.Formats.Elf;
using LayerPipeline.Tests.Pruning.Deciding;

namespace LayerPipeline.Tests.Pruning;

/// <summary>Rules that go by what a file is, on whole runs.</summary>
public sealed class ContentRuleTests
{
    private static readonly byte[] Library = new ElfBuilder().Build();

    private static TreeFile File(string name, byte[] content) => new(name, content, Executable: true, Target: null);

    private static async Task<Dictionary<string, EntryDecision>> PruneAsync(
        IReadOnlyList<TreeFile> files,
        Baseline? baseline = null,
        PruneRequest? request = null
    )
    {
        var run = await RawRun.OfAsync([.. files, RawRun.RecordOf(files)], baseline, request);
        return (await run.PruneAsync()).Entries.ToDictionary(entry => entry.Path["python/".Length..], StringComparer.Ordinal);
    }

    [Fact]
    public async Task Of_programs_for_four_systems_the_one_for_this_stays()
    {
        TreeFile[] files =
        [
            RawRun.Plain("pkg/__init__.py"),
            File("pkg/manager/linux-x86_64/manager", new ElfBuilder { Type = 2 }.Build()),
            File("pkg/manager/linux-aarch64/manager", new ElfBuilder { Type = 2, Machine = 183 }.Build()),
            File("pkg/manager/macos/manager", ForeignPrograms.Mac()),
            File("pkg/manager/windows/manager.exe", ForeignPrograms.Windows()),
        ];

        var decisions = await PruneAsync(files);

        decisions
            .Values.Where(decision => decision.Path.Contains("/manager/") && decision.Action != EntryAction.Removed)
            .ShouldHaveSingleItem()
            .Path.ShouldBe("python/pkg/manager/linux-x86_64/manager");
        decisions["pkg/manager/macos/manager"].Rule.ShouldBe("other-systems");
    }

    [Fact]
    public async Task A_program_of_another_system_that_was_opened_stays()
    {
        var baseline = new Baseline().Opened("pkg", "pkg/t64.exe");

        var decisions = await PruneAsync([RawRun.Plain("pkg/__init__.py"), File("pkg/t64.exe", ForeignPrograms.Windows())], baseline);

        decisions["pkg/t64.exe"].Action.ShouldBe(EntryAction.Kept);
        decisions["pkg/t64.exe"].Reason.ShouldNotBeNull().ShouldStartWith("opened by pkg");
    }

    [Fact]
    public async Task What_is_for_linking_goes_by_its_content_and_not_by_its_name()
    {
        TreeFile[] files =
        [
            RawRun.Plain("pkg/cube.obj", "v 0.0 0.0 0.0\n"),
            RawRun.Plain("pkg/words.a", "aardvark\n"),
            RawRun.Plain("pkg/lib/static", "!<arch>\n/               0"),
            File("pkg/lib/part", new ElfBuilder { Type = 1 }.Build()),
        ];

        var decisions = await PruneAsync(files);

        decisions["pkg/cube.obj"].Action.ShouldBe(EntryAction.Kept);
        decisions["pkg/words.a"].Action.ShouldBe(EntryAction.Kept);
        decisions["pkg/lib/static"].Rule.ShouldBe("static-libraries");
        decisions["pkg/lib/part"].Action.ShouldBe(EntryAction.Removed);
    }

    [Fact]
    public async Task A_compiled_program_is_no_console_script()
    {
        TreeFile[] files =
        [
            RawRun.Plain("pkg/__init__.py"),
            RawRun.Plain("bin/pkg", "#!/build/bin/python\n"),
            File("bin/tool", new ElfBuilder { Type = 2 }.Build()),
        ];

        var decisions = await PruneAsync(files);

        decisions["bin/pkg"].Action.ShouldBe(EntryAction.Removed);
        decisions["bin/tool"].Action.ShouldBe(EntryAction.Kept);
    }

    private static byte[] Needing(params string[] names) => new ElfBuilder { Needed = names }.Build();

    private static readonly TreeFile[] Gpu =
    [
        RawRun.Plain("pkg/__init__.py"),
        // The name as text, as callers of dlopen have it, is no evidence.
        File("pkg/caller.so", [.. Library, .. "libnccl.so.2"u8]),
        File("nvidia/nccl/lib/libnccl.so.2", Library),
        File("nvidia/cublas/lib/libcublas.so.12", Needing("libcublasLt.so.12")),
        File("nvidia/cublas/lib/libcublasLt.so.12", Library),
        RawRun.Plain("nvidia/cufft/lib/libcufft.so.11", "not a library"),
    ];

    [Fact]
    public async Task Libraries_that_serve_GPUs_go_where_only_a_text_names_them()
    {
        var decisions = await PruneAsync(Gpu);

        decisions["nvidia/nccl/lib/libnccl.so.2"].Rule.ShouldBe("gpu-nccl");
        decisions["nvidia/nccl/lib/libnccl.so.2"].Action.ShouldBe(EntryAction.Removed);
        decisions["nvidia/cublas/lib/libcublasLt.so.12"].Action.ShouldBe(EntryAction.Removed);
        decisions["nvidia/cufft/lib/libcufft.so.11"].Action.ShouldBe(EntryAction.Kept);
    }

    [Fact]
    public async Task Libraries_for_GPUs_that_a_kept_library_needs_stay_with_what_they_need_and_a_hint()
    {
        var decisions = await PruneAsync([.. Gpu, File("pkg/core.so", Needing("libcublas.so.12"))]);

        decisions["nvidia/cublas/lib/libcublas.so.12"].Action.ShouldNotBe(EntryAction.Removed);
        decisions["nvidia/cublas/lib/libcublas.so.12"].Reason.ShouldNotBeNull().ShouldStartWith("pkg/core.so can't be loaded without it; ");
        decisions["nvidia/cublas/lib/libcublas.so.12"].Reason.ShouldNotBeNull().ShouldContain("https://");
        decisions["nvidia/cublas/lib/libcublasLt.so.12"].Action.ShouldNotBe(EntryAction.Removed);
        decisions["nvidia/nccl/lib/libnccl.so.2"].Action.ShouldBe(EntryAction.Removed);
    }

    [Fact]
    public async Task A_removed_library_keeps_no_library_for_GPUs()
    {
        var decisions = await PruneAsync([.. Gpu, File("pkg/tests/helper.so", Needing("libcublas.so.12"))]);

        decisions["nvidia/cublas/lib/libcublas.so.12"].Action.ShouldBe(EntryAction.Removed);
    }

    [Fact]
    public async Task A_library_for_GPUs_that_was_opened_stays()
    {
        var decisions = await PruneAsync(Gpu, new Baseline().Opened("pkg", "nvidia/nccl/lib/libnccl.so.2"));

        decisions["nvidia/nccl/lib/libnccl.so.2"].Action.ShouldNotBe(EntryAction.Removed);
    }

    [Fact]
    public async Task A_request_that_keeps_code_for_GPUs_keeps_their_libraries_too()
    {
        var decisions = await PruneAsync(Gpu, request: new PruneRequest { Gpu = GpuMode.Keep });

        decisions
            .Values.Where(decision => decision.Path.Contains("nvidia"))
            .ShouldAllBe(decision => decision.Action != EntryAction.Removed);
    }

    [Fact]
    public async Task A_library_without_an_ending_is_trimmed()
    {
        var decisions = await PruneAsync([File("pkg/plugin", new ElfBuilder { StalePages = 2 }.Build())]);

        decisions["pkg/plugin"].ChangedBy.ShouldBe(Tier.Trim.Name);
    }
}
