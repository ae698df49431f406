using System.Text;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Cold;
using LayerPipeline.Installing;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Budgeting;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Tests.Formats.Archives;
using LayerPipeline.Tests.Formats.Elf;
using LayerPipeline.Tests.Pipeline;
using LayerPipeline.Tests.Pruning.Budgeting;

namespace LayerPipeline.Tests.Pruning.Cold;

public sealed class ColdPackingTests
{
    private static readonly TreeFile[] Files =
    [
        .. Distribution("near", ("near/__init__.py", 'n', 100_000), ("near/data.txt", 'm', 1000)),
        .. Distribution("far", ("far/__init__.py", 'f', 200_000), ("far/sub/deep.py", 'd', 10), ("far/data/x.bin", 'x', 50)),
        .. Distribution("small", ("small.py", 's', 20_000), ("loose/readme", 'r', 10)),
        .. Distribution("left", ("ns/left/__init__.py", 'l', 50), ("ns/shared.dat", 'l', 5)),
        .. Distribution("right", ("ns/right/__init__.py", 'r', 50)),
    ];

    [Fact]
    public async Task Nothing_goes_cold_where_the_layer_fits()
    {
        var plain = await RunAsync(null, budget: 1_000_000);
        var auto = await RunAsync(new ColdStoreRequest([]), budget: 1_000_000);

        (await plain.PruneAsync()).Cold.ShouldBeNull();
        var report = await auto.PruneAsync();

        report.Cold.ShouldBeNull();
        report.Steps[^1].State.ShouldBe(TierState.NotNeeded);
        auto[RunFiles.Layer].ShouldBe(plain[RunFiles.Layer]);
    }

    [Fact]
    public async Task What_is_named_goes_cold_and_nothing_else()
    {
        var run = await RunAsync(new ColdStoreRequest(["Far"]), budget: 1_000_000);

        var report = await run.PruneAsync();

        report.Cold!.Distributions.ShouldBe(["far"]);
        var names = await NamesAsync(run[RunFiles.Layer]);
        names.ShouldContain("python/far-1.dist-info/RECORD");
        names.ShouldContain("python/near/__init__.py");
        names.ShouldContain(ColdNames.Store);
        names
            .Where(name => name.StartsWith("python/far/", StringComparison.Ordinal))
            .ShouldBe(["python/far/__init__.py", "python/far/sub/deep.py"]);
        report.BytesAfter.ShouldBe((await EntriesAsync(run[RunFiles.Layer])).Sum(entry => entry.Bytes));
        report.Steps[^1].Bytes.ShouldBe(report.Cold.PlainBytes - report.BytesAfter);
    }

    [Fact]
    public async Task The_plain_layer_comes_back_byte_for_byte()
    {
        var plain = await RunAsync(null, budget: 1_000_000);
        await plain.PruneAsync();
        var run = await RunAsync(new ColdStoreRequest(["far", "small"]), budget: 1_000_000);
        await run.PruneAsync();

        await using var inflated = await ColdLayer.PlainAsync(new MemoryFile(run[RunFiles.Layer]), CancellationToken.None);

        (await ContentsAsync(inflated)).ShouldBe(await ContentsAsync(new MemoryFile(plain[RunFiles.Layer])));
    }

    /// <summary>__pycache__ beside a module of the top level, or of a namespace, is of several distributions.</summary>
    [Fact]
    public async Task Bytecode_goes_cold_with_a_module_that_is_in_no_package()
    {
        TreeFile[] files = [.. Files, .. Distribution("third", ("ns/third.py", 't', 20))];
        string[] compiled = ["near/__pycache__/__init__", "__pycache__/small", "ns/__pycache__/third"];
        var bytecode = await ZipAsync(compiled.Select(name => $"python/{name}.cpython-314.pyc"));
        var plain = (await RunAsync(null, budget: 200_000_000, files: files)).With(RunFiles.Bytecode, bytecode);
        await plain.PruneAsync();
        var run = (await RunAsync(new ColdStoreRequest(["small", "third"]), budget: 200_000_000, files: files)).With(
            RunFiles.Bytecode,
            bytecode
        );

        var report = await run.PruneAsync();

        report.Cold!.Units.Select(unit => unit.Files).ShouldBe([2, 2], "a source and its bytecode each");
        await using var inflated = await ColdLayer.PlainAsync(new MemoryFile(run[RunFiles.Layer]), CancellationToken.None);
        (await ContentsAsync(inflated)).ShouldBe(await ContentsAsync(new MemoryFile(plain[RunFiles.Layer])));
    }

    [Fact]
    public async Task The_untouched_packages_come_back_from_a_cold_layer()
    {
        var run = await RunAsync(new ColdStoreRequest(["far"]), budget: 1_000_000);
        await run.PruneAsync();
        var to = new MemoryRun();

        await RawRebuild.JoinAsync(run, to, CancellationToken.None);

        (await ContentsAsync(new MemoryFile(to[RunFiles.Raw]))).ShouldBe(await ContentsAsync(new MemoryFile(run[RunFiles.Raw])));
    }

    [Fact]
    public async Task The_same_request_gives_the_same_bytes()
    {
        var one = await RunAsync(new ColdStoreRequest([]), budget: 150_000);
        var other = await RunAsync(new ColdStoreRequest([]), budget: 150_000);
        await one.PruneAsync();
        await other.PruneAsync();

        one[RunFiles.Layer].ShouldBe(other[RunFiles.Layer]);
    }

    [Fact]
    public async Task What_importing_the_requested_packages_does_not_load_goes_first()
    {
        var run = await RunAsync(new ColdStoreRequest([]), budget: 230_000, starts: ["far/__init__.py"]);

        var report = await run.PruneAsync();

        report.Cold!.Distributions.ShouldNotContain("far", "near and small are enough");
        report.BytesAfter.ShouldBeLessThan(240_000);

        (
            await (await RunAsync(new ColdStoreRequest([]), budget: 260_000, starts: ["near/__init__.py"])).PruneAsync()
        ).Cold!.Distributions.ShouldBe(["far"]);
    }

    [Fact]
    public async Task What_most_of_the_requested_packages_need_goes_last()
    {
        string[] starts = ["far/__init__.py", "near/__init__.py", "small.py"];
        var run = await RunAsync(new ColdStoreRequest([]), budget: 250_000, starts: starts);
        var install = new InstallReport
        {
            Python = "3.14.0",
            Pip = "25.0",
            Distributions = [Installed("far", "near", "small"), Installed("near"), Installed("small")],
        };
        await run.WriteJsonAsync(RunFiles.Install, install, InstallingJson.Default.InstallReport, CancellationToken.None);

        (await run.PruneAsync()).Cold!.Distributions.ShouldNotContain("far", "it is the largest, and all need it");

        static InstalledDistribution Installed(string name, params string[] by) =>
            new()
            {
                Name = name,
                Version = "1",
                File = $"{name}.whl",
                Requested = true,
                RequiredBy = by,
            };
    }

    [Fact]
    public async Task A_layer_that_is_too_large_is_told_the_size_that_it_would_have()
    {
        var refused = await (await RunAsync(null, budget: 150_000)).PruneAsync();
        var built = await (await RunAsync(new ColdStoreRequest([]), budget: 150_000)).PruneAsync();

        var way = refused.Ways.Single(way => way.Kind == WayKind.Cold);
        way.Option.ShouldBe("--cold-store auto");
        refused.Fitting!.Options.ShouldBe(["--cold-store auto"]);
        way.LeavesBytes.ShouldBe(built.BytesAfter);
        built.BytesAfter.ShouldBeLessThan(150_000);
    }

    [Fact]
    public async Task A_layer_that_no_store_makes_fit_is_not_told_of_one() =>
        (await (await RunAsync(null, budget: 40_000)).PruneAsync()).Ways.ShouldNotContain(way => way.Kind == WayKind.Cold);

    [Fact]
    public async Task A_request_that_wants_no_store_is_not_told_of_one()
    {
        var run = await RunAsync(ColdStoreRequest.None, budget: 150_000);

        var report = await run.PruneAsync();

        report.Ways.ShouldNotBeEmpty();
        report.Ways.ShouldNotContain(way => way.Kind == WayKind.Cold);
        report.Steps.ShouldNotContain(step => step.Tier == "cold");
        var plan = await run.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, CancellationToken.None);
        plan.Request.ColdStore.ShouldBe(ColdStoreRequest.None);
    }

    [Fact]
    public async Task A_store_that_makes_the_layer_larger_is_warned_of()
    {
        var tiny = await (await RunAsync(new ColdStoreRequest(["right"]), budget: 1_000_000)).PruneAsync();
        var large = await (await RunAsync(new ColdStoreRequest(["far"]), budget: 1_000_000)).PruneAsync();

        tiny.BytesAfter.ShouldBeGreaterThan(tiny.Cold!.PlainBytes);
        tiny.Cold.Warnings.ShouldHaveSingleItem().ShouldContain("bytes larger with right in a store");
        large.Cold!.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_distribution_that_can_not_be_compressed_is_warned_of()
    {
        var noise = new byte[30_000];
        new Random(19).NextBytes(noise);
        TreeFile[] files =
        [
            .. Files,
            new("noise/__init__.py", [], Executable: false, Target: null),
            new("noise/data.bin", noise, Executable: false, Target: null),
            RawRun.Plain("noise-1.dist-info/RECORD", "noise/__init__.py,,\nnoise/data.bin,,\nnoise-1.dist-info/RECORD,,\n"),
        ];

        var report = await (await RunAsync(new ColdStoreRequest(["far", "noise"]), budget: 1_000_000, files: files)).PruneAsync();

        report.Cold!.Warnings.ShouldHaveSingleItem().ShouldStartWith("coldStore: noise has 30,0");
    }

    [Theory]
    [InlineData("fra", "Did you mean 'far'?")]
    [InlineData("nobody", "those that can are")]
    public async Task A_name_that_can_not_go_cold_is_refused(string name, string message)
    {
        var run = await RunAsync(new ColdStoreRequest([name]), budget: 1_000_000);

        var refused = await Should.ThrowAsync<InvalidRequestException>(() => run.PruneAsync());

        refused.Message.ShouldContain("coldStore[0]");
        refused.Message.ShouldContain(message);
    }

    [Fact]
    public async Task What_lies_where_no_import_leads_stays_hot()
    {
        var run = await RunAsync(new ColdStoreRequest(["left", "right", "small"]), budget: 1_000_000);
        await run.PruneAsync();

        var contents = await ContentsAsync(new MemoryFile(run[RunFiles.Layer]));

        contents["python/ns/shared.dat"].ShouldBe(Hex(new string('l', 5)));
        contents["python/loose/readme"].ShouldBe(Hex(new string('r', 10)));
        contents["python/ns/left/__init__.py"].ShouldBe(Convert.ToHexString(ColdNames.Stub("left")));
        contents["python/small.py"].ShouldBe(Convert.ToHexString(ColdNames.Stub("small")));
    }

    [Fact]
    public async Task Distributions_whose_libraries_need_each_other_go_cold_together()
    {
        TreeFile[] files =
        [
            .. Files,
            .. Distribution("needs", ("needs/__init__.py", 'n', 10)),
            new("needs/_x.so", new ElfBuilder { Needed = ["libbrought.so"] }.Build(), Executable: true, Target: null),
            RawRun.Plain("needs-2.dist-info/RECORD", "needs/_x.so,,\nneeds-2.dist-info/RECORD,,\n"),
            .. Distribution("brings", ("brings/__init__.py", 'n', 10)),
            new("brings/libbrought.so", new ElfBuilder().Build(), Executable: true, Target: null),
            RawRun.Plain("brings-2.dist-info/RECORD", "brings/libbrought.so,,\nbrings-2.dist-info/RECORD,,\n"),
        ];
        var alone = await RunAsync(new ColdStoreRequest(["needs"]), budget: 1_000_000, files: files);
        var both = await RunAsync(new ColdStoreRequest(["needs", "brings"]), budget: 1_000_000, files: files);

        (await Should.ThrowAsync<InvalidRequestException>(() => alone.PruneAsync())).Message.ShouldContain("can't go cold without brings");
        (await both.PruneAsync()).Cold!.Units.Single().Distributions.ShouldBe(["brings", "needs"]);
    }

    [Fact]
    public async Task What_failed_only_out_of_the_store_stays_hot()
    {
        var run = await RunAsync(new ColdStoreRequest(["far", "near"]), budget: 1_000_000);
        var log = new RepairLog { Hot = new Dictionary<string, string>(StringComparer.Ordinal) { ["far"] = "it fails" } };
        await run.WriteJsonAsync(RunFiles.Repair, log, PruningJson.Default.RepairLog, CancellationToken.None);

        (await run.PruneAsync()).Cold!.Distributions.ShouldBe(["near"]);
    }

    private static async Task<MemoryRun> RunAsync(
        ColdStoreRequest? cold,
        long budget,
        IReadOnlyList<string>? starts = null,
        TreeFile[]? files = null
    )
    {
        var request = new LayerRequest
        {
            Packages = ["near"],
            Python = ["3.14"],
            ColdStore = cold,
        };
        var run = await RawRun.OfAsync(files ?? Files, request: request);
        var report = await run.ReadJsonAsync(RunFiles.Baseline, ProbingJson.Default.ProbeReport, CancellationToken.None);
        report = report with
        {
            Hot = new HotSources { Starts = starts ?? [], Behaviours = [] },
        };
        await run.WriteJsonAsync(RunFiles.Baseline, report, ProbingJson.Default.ProbeReport, CancellationToken.None);
        await BudgetRun.WithBudgetAsync(run, budget);
        return run;
    }

    private static IEnumerable<TreeFile> Distribution(string name, params (string Path, char Letter, int Bytes)[] files)
    {
        var record = string.Concat(files.Select(file => $"{file.Path},,\n")) + $"{name}-1.dist-info/RECORD,,\n";
        return
        [
            .. files.Select(file => RawRun.Plain(file.Path, new string(file.Letter, file.Bytes))),
            RawRun.Plain($"{name}-1.dist-info/RECORD", record),
        ];
    }

    private static async Task<byte[]> ZipAsync(IEnumerable<string> names)
    {
        using var zip = new MemoryStream();
        var writer = new ZipWriter(zip);
        foreach (var name in names)
        {
            await writer.WriteAsync(DeflatedEntry.Make(name, UnixMode.File, new byte[100]), CancellationToken.None);
        }

        await writer.FinishAsync(CancellationToken.None);
        return zip.ToArray();
    }

    private static async Task<IReadOnlyList<ZipEntry>> EntriesAsync(byte[] archive) =>
        (await ZipDirectory.ReadAsync(new MemoryFile(archive), limits: null, CancellationToken.None)).Entries;

    private static async Task<IReadOnlyList<string>> NamesAsync(byte[] archive) =>
        [.. (await EntriesAsync(archive)).Select(entry => entry.Name)];

    private static async Task<IReadOnlyDictionary<string, string>> ContentsAsync(LayerPipeline.Foundation.Files.IRangedFile archive)
    {
        var directory = await ZipDirectory.ReadAsync(archive, limits: null, CancellationToken.None);
        var contents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in directory.Entries)
        {
            contents.Add(entry.Name, Convert.ToHexString(await EntryContent.ReadAsync(archive, entry, CancellationToken.None)));
        }

        return contents;
    }

    private static string Hex(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text));
}
