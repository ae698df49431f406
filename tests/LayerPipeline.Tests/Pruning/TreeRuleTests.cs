using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Tests.Formats.Archives;
using LayerPipeline.Tests.Formats.Elf;
using LayerPipeline.Tests.Pruning.Deciding;

namespace LayerPipeline.Tests.Pruning;

/// <summary>Rules that look at what lies beside a file and whose it is, and libraries that no pass may change, on whole runs.</summary>
public sealed class TreeRuleTests
{
    private const string Bytecode = "\u00f3\r\r\n\0\0\0\0\0\0\0\0\0\0\0\0";

    private static readonly byte[] Library = new ElfBuilder { StalePages = 2 }.Build();

    [Fact]
    public async Task A_module_without_its_source_stays_and_bytecode_beside_its_source_goes()
    {
        byte[] bytecode = [.. Bytecode.Select(c => (byte)c)];

        var kept = await KeptAsync([File("pkg/a.pyc", bytecode), RawRun.Plain("pkg/b.py"), File("pkg/b.pyc", bytecode)]);

        kept.ShouldBe(["pkg/a.pyc", "pkg/b.py"]);
    }

    [Fact]
    public async Task A_folder_of_tests_without_Python_is_none()
    {
        var kept = await KeptAsync([
            RawRun.Plain("pkg/__init__.py"),
            RawRun.Plain("pkg/macros/tests/generic/a.sql"),
            RawRun.Plain("pkg/tests/data/a.sql"),
            RawRun.Plain("pkg/tests/test_a.py"),
        ]);

        kept.ShouldBe(["pkg/__init__.py", "pkg/macros/tests/generic/a.sql"]);
    }

    [Fact]
    public async Task What_keeps_a_folder_stays_where_nothing_else_does()
    {
        var kept = await KeptAsync([
            RawRun.Plain("pkg/__init__.py"),
            RawRun.Plain("pkg/.gitkeep"),
            RawRun.Plain("pkg/spool/.gitkeep"),
            RawRun.Plain("pkg/tests/data/.gitkeep"),
            RawRun.Plain("pkg/tests/test_a.py"),
        ]);

        kept.ShouldBe(["pkg/__init__.py", "pkg/spool/.gitkeep"]);
    }

    [Theory]
    [InlineData("bin")]
    [InlineData("Scripts")]
    [InlineData("include")]
    [InlineData("tests")]
    [InlineData("docs")]
    [InlineData("examples")]
    [InlineData("benchmarks")]
    public async Task A_distribution_s_only_package_may_be_called(string name)
    {
        var kept = await KeptAsync([
            RawRun.Plain($"{name}/__init__.py"),
            RawRun.Plain($"{name}/_private.py"),
            RawRun.Plain($"{name}/data.json"),
            RawRun.Plain($"{name}/tests/test_a.py"),
        ]);

        kept.ShouldBe([$"{name}/__init__.py", $"{name}/_private.py", $"{name}/data.json"]);
    }

    [Theory]
    [InlineData("docs")]
    [InlineData("examples")]
    [InlineData("tests")]
    public async Task A_distribution_s_part_of_a_namespace_may_be_called(string name)
    {
        var kept = await KeptAsync([
            RawRun.Plain($"corp/{name}/make/_private.py"),
            RawRun.Plain($"corp/{name}/data.json"),
            RawRun.Plain($"corp/{name}/__init__.py"),
            RawRun.Plain($"corp/{name}/tests/test_a.py"),
        ]);

        kept.ShouldBe([$"corp/{name}/__init__.py", $"corp/{name}/data.json", $"corp/{name}/make/_private.py"]);
    }

    [Fact]
    public async Task Tests_that_lie_beside_a_package_go_and_a_package_called_bin_beside_it_stays()
    {
        var kept = await KeptAsync([
            RawRun.Plain("pkg/__init__.py"),
            RawRun.Plain("tests/__init__.py"),
            RawRun.Plain("docs/index.html"),
            RawRun.Plain("bin/__init__.py"),
            RawRun.Plain("bin/data.json"),
        ]);

        kept.ShouldBe(["bin/__init__.py", "bin/data.json", "pkg/__init__.py"]);
    }

    [Fact]
    public async Task What_the_installer_put_into_bin_goes_whatever_it_is()
    {
        TreeFile[] files = [RawRun.Plain("pkg/__init__.py"), RawRun.Plain("bin/run", "#!/build/python"), RawRun.Plain("bin/words", "a")];
        var record = RawRun.Plain("pkg-1.dist-info/RECORD", "pkg/__init__.py,,\n../../bin/run,,\n../../bin/words,,\n");

        (await KeptAsync(files, record: record)).ShouldBe(["pkg/__init__.py"]);
    }

    [Fact]
    public async Task A_library_that_the_request_keeps_is_changed_by_no_pass()
    {
        var decisions = await PruneAsync(
            [File("pkg/a.so", Library), File("pkg/b.so", Library)],
            request: new() { Keep = ["pkg/a.so"], Links = false }
        );

        decisions["pkg/a.so"].Action.ShouldBe(EntryAction.Kept);
        decisions["pkg/a.so"].Reason.ShouldBe("prune.keep names 'pkg/a.so'");
        decisions["pkg/b.so"].ChangedBy.ShouldBe(Tier.Trim.Name);
    }

    [Fact]
    public async Task A_library_with_something_behind_it_is_changed_by_no_pass_and_zeros_are_nothing()
    {
        var decisions = await PruneAsync([
            File("pkg/model.so", [.. Library, .. "PK weights"u8]),
            File("pkg/padded.so", [.. Library, .. new byte[4096]]),
        ]);

        decisions["pkg/model.so"].Action.ShouldBe(EntryAction.Kept);
        decisions["pkg/model.so"]
            .Reason.ShouldBe("not made smaller: 10 bytes follow the library in its file, where only who reads the file finds them");
        decisions["pkg/padded.so"].ChangedBy.ShouldBe(Tier.Trim.Name);
    }

    [Fact]
    public async Task A_library_with_a_section_that_no_tool_makes_is_changed_by_no_pass()
    {
        var decisions = await PruneAsync([
            File("pkg/model.so", new ElfBuilder { OwnSection = ".assets" }.Build()),
            File("pkg/plain.so", new ElfBuilder { OwnSection = ".debug_info" }.Build()),
        ]);

        decisions["pkg/model.so"].Action.ShouldBe(EntryAction.Kept);
        decisions["pkg/model.so"]
            .Reason.ShouldBe(
                "not made smaller: no loader maps its section .assets, and no compiler makes it: only who reads the file finds it"
            );
        decisions["pkg/plain.so"].ChangedBy.ShouldBe(Tier.Trim.Name);
    }

    [Fact]
    public async Task A_library_that_something_reads_as_a_file_is_changed_by_no_pass()
    {
        var baseline = new Baseline().Read("pkg", "pkg/a.so").Reads("pkg/check.py", "pkg/b.so");

        var decisions = await PruneAsync(
            [File("pkg/a.so", Library), File("pkg/b.so", [.. Library, 0]), File("pkg/c.so", [.. Library, 0, 0])],
            baseline
        );

        decisions["pkg/a.so"].Reason.ShouldBe("left as it is: pkg reads it as a file");
        decisions["pkg/b.so"].Reason.ShouldBe("left as it is: pkg/check.py reads it as a file");
        decisions["pkg/b.so"].Action.ShouldBe(EntryAction.Kept);
        decisions["pkg/c.so"].ChangedBy.ShouldBe(Tier.Trim.Name);
    }

    private static TreeFile File(string name, byte[] content) => new(name, content, Executable: true, Target: null);

    private static async Task<IEnumerable<string>> KeptAsync(IReadOnlyList<TreeFile> files, TreeFile? record = null) =>
        (await PruneAsync(files, record: record))
            .Where(pair => pair.Value.Action != EntryAction.Removed && !pair.Key.EndsWith("RECORD", StringComparison.Ordinal))
            .Select(pair => pair.Key)
            .Order(StringComparer.Ordinal);

    private static async Task<Dictionary<string, EntryDecision>> PruneAsync(
        IReadOnlyList<TreeFile> files,
        Baseline? baseline = null,
        PruneRequest? request = null,
        TreeFile? record = null
    )
    {
        var run = await RawRun.OfAsync([.. files, record ?? RawRun.RecordOf(files)], baseline, request);
        return (await run.PruneAsync()).Entries.ToDictionary(entry => entry.Path["python/".Length..], StringComparer.Ordinal);
    }
}
