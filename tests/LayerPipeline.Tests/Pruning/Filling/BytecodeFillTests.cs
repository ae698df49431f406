using System.Text;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Filling;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Tests.Formats.Archives;
using LayerPipeline.Tests.Pipeline;
using LayerPipeline.Tests.Pruning.Deciding;
using Shouldly;

namespace LayerPipeline.Tests.Pruning.Filling;

public sealed class BytecodeFillTests
{
    private const long Sources = 3;
    private const int Bytecode = 1000;

    [Fact]
    public async Task What_fits_is_filled_in_hottest_first()
    {
        var run = await RunAsync(Reserving(Sources + (2 * Bytecode) + 1), hot: new() { Starts = ["pkg/c.py"], Behaviours = ["pkg/b.py"] });

        var report = await run.PruneAsync();

        (await NamesAsync(run)).ShouldBe([
            "python/pkg/__pycache__/b.cpython-313.pyc",
            "python/pkg/__pycache__/c.cpython-313.pyc",
            "python/pkg/a.py",
            "python/pkg/b.py",
            "python/pkg/c.py",
        ]);
        report.BytesAfter.ShouldBe(Sources + (2 * Bytecode));
        report
            .Bytecode.ShouldNotBeNull()
            .ShouldSatisfyAllConditions(
                bytecode => bytecode.Modules.ShouldBe(2),
                bytecode => bytecode.HotModules.ShouldBe(2),
                bytecode => bytecode.HotLeft.ShouldBe(0),
                bytecode => bytecode.Left.ShouldBe(1),
                bytecode => bytecode.LeftBytes.ShouldBe(Bytecode),
                bytecode => bytecode.Limit.ShouldNotBeNull()
            );
    }

    /// <summary>Lambda takes a layer that is smaller than its limit, not one that is equal.</summary>
    [Theory]
    [InlineData(Sources + (3 * Bytecode) + 1, 3)]
    [InlineData(Sources + (3 * Bytecode), 2)]
    [InlineData(Sources + Bytecode, 0)]
    public async Task The_budget_is_kept_to_the_byte(long budget, int modules)
    {
        var run = await RunAsync(Reserving(budget));

        var report = await run.PruneAsync();

        report.Bytecode!.Modules.ShouldBe(modules);
        report.BytesAfter.ShouldBeLessThan(budget);
    }

    [Fact]
    public async Task A_hot_module_that_does_not_fit_does_not_keep_smaller_ones_out()
    {
        var run = await RunAsync(Reserving(Sources + 101), hot: new() { Starts = ["pkg/a.py", "pkg/b.py"], Behaviours = [] });
        run.With(
            RunFiles.Bytecode,
            await ZipAsync(("python/pkg/__pycache__/a.cpython-313.pyc", Bytecode), ("python/pkg/__pycache__/b.cpython-313.pyc", 100))
        );

        var report = await run.PruneAsync();

        (await NamesAsync(run)).ShouldContain("python/pkg/__pycache__/b.cpython-313.pyc");
        report.Bytecode!.HotLeft.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_reserve_the_functions_own_code_still_has_room()
    {
        var budget = new BudgetRequest { ReserveBytes = 0 };
        var large = LambdaLimits.UnzippedBytes - BytecodeRoom.FunctionBytes;
        var run = await RunAsync(budget);
        run.With(RunFiles.Bytecode, await ZipAsync(("python/pkg/__pycache__/a.cpython-313.pyc", (int)large)));

        var report = await run.PruneAsync();

        report.Bytecode!.Modules.ShouldBe(0);
        report.Bytecode.Limit.ShouldNotBeNull().ShouldContain("budget.reserveBytes");
    }

    [Fact]
    public async Task What_is_removed_gets_no_bytecode_and_what_has_none_is_counted()
    {
        var run = await RunAsync(new(), ("pkg/tests/test_a.py", "x"), ("pkg/template.py", "x"));
        run.With(
            RunFiles.Bytecode,
            await ZipAsync(
                ("python/pkg/__pycache__/a.cpython-313.pyc", Bytecode),
                ("python/pkg/tests/__pycache__/test_a.cpython-313.pyc", Bytecode)
            )
        );

        var report = await run.PruneAsync();

        report.Bytecode!.Modules.ShouldBe(1);
        report.Bytecode.Uncompiled.ShouldBe(3);
        (await NamesAsync(run)).ShouldNotContain(name => name.Contains("tests", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_zip_stays_below_its_own_limit()
    {
        var none = await RunAsync(new(), BytecodeMode.None);
        await none.PruneAsync();
        var empty = none[RunFiles.Layer].Length;
        var run = await RunAsync(new BudgetRequest { ZipBytes = empty + 300 });

        var report = await run.PruneAsync();

        report.Bytecode!.Modules.ShouldBeInRange(1, 2);
        run[RunFiles.Layer].Length.ShouldBe((int)(empty + report.Bytecode.ZipBytes));
        run[RunFiles.Layer].Length.ShouldBeLessThanOrEqualTo(empty + 300);
        report.Bytecode.Limit.ShouldNotBeNull().ShouldContain("budget.zipBytes");
    }

    [Fact]
    public async Task Beside_other_layers_of_unknown_size_only_hot_modules_get_bytecode()
    {
        var budget = new BudgetRequest { OtherLayers = ["arn:aws:lambda:eu-west-1:123456789012:layer:common:7"] };
        var run = await RunAsync(budget, hot: new() { Starts = ["pkg/b.py"], Behaviours = [] });

        var report = await run.PruneAsync();

        report.Bytecode!.Modules.ShouldBe(1);
        report.Bytecode.Limit.ShouldNotBeNull().ShouldContain("other layers");
    }

    [Fact]
    public async Task Beside_other_layers_of_known_size_all_modules_get_bytecode_that_fits()
    {
        var budget = new BudgetRequest
        {
            OtherLayers = ["arn:aws:lambda:eu-west-1:123456789012:layer:common:7"],
            OtherLayersBytes = 100_000_000,
        };
        var run = await RunAsync(budget, hot: new() { Starts = ["pkg/b.py"], Behaviours = [] });

        var report = await run.PruneAsync();

        report.Bytecode!.Modules.ShouldBeGreaterThan(1);
        report.Budget!.BudgetBytes.ShouldBe(LambdaLimits.UnzippedBytes - 100_000_000);
    }

    [Fact]
    public async Task Bytecode_that_the_packages_bring_and_the_request_keeps_is_not_stored_twice()
    {
        const string own = "pkg/__pycache__/a.cpython-313.pyc";
        var run = await RunAsync(new(), new PruneRequest { Keep = [own] }, (own, "theirs"));

        await run.PruneAsync();

        (await NamesAsync(run)).Count(name => name == "python/" + own).ShouldBe(1);
        (await ReadAsync(run, "python/" + own)).ShouldBe("theirs"u8.ToArray());
    }

    [Fact]
    public async Task All_asks_the_tiers_above_for_room()
    {
        var run = await RunAsync(
            Reserving(Sources + (3 * Bytecode)),
            BytecodeMode.All,
            new PruneRequest { UpTo = Tier.Kernels.Name },
            hot: null
        );

        var report = await run.PruneAsync();

        report.Tiers.ShouldContain(Tier.Kernels.Name);
    }

    [Fact]
    public async Task Raw_packages_are_reassembled_without_bytecode_that_was_never_theirs()
    {
        var run = await RunAsync(new());
        var raw = await ZipDirectory.ReadAsync(new MemoryFile(run[RunFiles.Raw]), limits: null, CancellationToken.None);
        await run.PruneAsync();
        var to = new MemoryRun();

        await RawRebuild.JoinAsync(run, to, CancellationToken.None);

        var joined = await ZipDirectory.ReadAsync(new MemoryFile(to[RunFiles.Raw]), limits: null, CancellationToken.None);
        joined.Entries.Select(entry => entry.Name).ShouldBe(raw.Entries.Select(entry => entry.Name));
    }

    [Fact]
    public async Task Bytecode_counts_for_the_distribution_of_its_source()
    {
        var run = await RunAsync(new(), ("pkg-1.dist-info/RECORD", "pkg/a.py,,\n"));

        var report = await run.PruneAsync();

        report.Distributions.Single(total => total.Distribution == "pkg").BytecodeBytes.ShouldBe(Bytecode);
        report.Distributions.Sum(total => total.BytesAfter).ShouldBe(report.BytesAfter);
    }

    [Fact]
    public async Task Only_bytecode_takes_the_place_of_sources_that_nothing_was_seen_to_read()
    {
        var run = await RunAsync(new(), BytecodeMode.Only, ("pkg-1.dist-info/RECORD", "pkg/a.py,,\npkg/b.py,,\n"));
        await ProbedAsync(run, texts: ["pkg/b.py"]);

        var report = await run.PruneAsync();

        (await NamesAsync(run)).ShouldBe([
            "python/pkg-1.dist-info/RECORD",
            "python/pkg/__pycache__/b.cpython-313.pyc",
            "python/pkg/a.pyc",
            "python/pkg/b.py",
            "python/pkg/c.pyc",
        ]);
        Encoding.UTF8.GetString(await ReadAsync(run, "python/pkg-1.dist-info/RECORD")).ShouldBe("pkg/a.pyc,,\npkg/b.py,,\n");
        report.Rules.Single(rule => rule.Rule == BytecodeFill.ReplacedRule).Removed.ShouldBe(2);
        report.Bytecode!.Uncompiled.ShouldBe(0);
    }

    /// <summary>A failure that a missing source causes is repaired like any other.</summary>
    [Fact]
    public async Task A_source_that_is_restored_is_not_replaced_again()
    {
        var run = await RunAsync(new(), BytecodeMode.Only);
        await ProbedAsync(run, texts: []);
        var log = new RepairLog { Restored = [new Restoration("python/pkg/a.py", "it reads itself")] };
        await run.WriteJsonAsync(RunFiles.Repair, log, PruningJson.Default.RepairLog, CancellationToken.None);

        await run.PruneAsync();

        (await NamesAsync(run)).ShouldBe([
            "python/pkg/__pycache__/a.cpython-313.pyc",
            "python/pkg/a.py",
            "python/pkg/b.pyc",
            "python/pkg/c.pyc",
        ]);
    }

    [Fact]
    public async Task Where_nothing_was_run_all_sources_stay()
    {
        var run = await RunAsync(new(), BytecodeMode.Only);

        await run.PruneAsync();

        (await NamesAsync(run)).Count(name => name.EndsWith(".py", StringComparison.Ordinal)).ShouldBe(3);
    }

    private static async Task ProbedAsync(MemoryRun run, IReadOnlyList<string> texts)
    {
        var probed = new Baseline().Opened("pkg.a").Report with { Texts = texts };
        await run.WriteJsonAsync(RunFiles.Baseline, probed, ProbingJson.Default.ProbeReport, CancellationToken.None);
    }

    private static BudgetRequest Reserving(long budget) => new() { ReserveBytes = LambdaLimits.UnzippedBytes - budget };

    private static Task<MemoryRun> RunAsync(BudgetRequest budget, HotSources hot) =>
        RunAsync(budget, BytecodeMode.Hot, new PruneRequest(), hot);

    private static Task<MemoryRun> RunAsync(BudgetRequest budget, params (string Name, string Content)[] more) =>
        RunAsync(budget, BytecodeMode.Hot, new PruneRequest(), hot: null, more);

    private static Task<MemoryRun> RunAsync(BudgetRequest budget, PruneRequest prune, params (string Name, string Content)[] more) =>
        RunAsync(budget, BytecodeMode.Hot, prune, hot: null, more);

    private static Task<MemoryRun> RunAsync(BudgetRequest budget, BytecodeMode mode, params (string Name, string Content)[] more) =>
        RunAsync(budget, mode, new PruneRequest(), hot: null, more);

    /// <summary>Three sources of one byte, with bytecode that does not compress.</summary>
    private static async Task<MemoryRun> RunAsync(
        BudgetRequest budget,
        BytecodeMode mode,
        PruneRequest prune,
        HotSources? hot,
        params (string Name, string Content)[] more
    )
    {
        string[] names = ["a", "b", "c"];
        var files = names
            .Select(name => RawRun.Plain($"pkg/{name}.py", "x"))
            .Concat(more.Select(file => RawRun.Plain(file.Name, file.Content)));
        var run = await RawRun.OfAsync(files, prune: prune);
        var request = new LayerRequest
        {
            Packages = ["pkg"],
            Python = ["3.13"],
            Budget = budget,
            Bytecode = mode,
            Prune = prune,
        };
        var plan = new Planner().Plan(request, new DateOnly(2026, 11, 22))[0];
        await run.WriteJsonAsync(RunFiles.Plan, plan, PlanningJson.Default.BuildPlan, CancellationToken.None);
        var baseline = await run.ReadJsonAsync(RunFiles.Baseline, ProbingJson.Default.ProbeReport, CancellationToken.None);
        await run.WriteJsonAsync(RunFiles.Baseline, baseline with { Hot = hot }, ProbingJson.Default.ProbeReport, CancellationToken.None);
        return run.With(
            RunFiles.Bytecode,
            await ZipAsync([.. names.Select(name => ($"python/pkg/__pycache__/{name}.cpython-313.pyc", Bytecode))])
        );
    }

    private static async Task<byte[]> ZipAsync(params (string Name, int Bytes)[] files)
    {
        using var zip = new MemoryStream();
        var writer = new ZipWriter(zip);
        foreach (var (name, bytes) in files)
        {
            await writer.WriteAsync(DeflatedEntry.Make(name, UnixMode.File, new byte[bytes]), CancellationToken.None);
        }

        await writer.FinishAsync(CancellationToken.None);
        return zip.ToArray();
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(MemoryRun run)
    {
        var directory = await ZipDirectory.ReadAsync(new MemoryFile(run[RunFiles.Layer]), limits: null, CancellationToken.None);
        return [.. directory.Entries.Select(entry => entry.Name)];
    }

    private static async Task<byte[]> ReadAsync(MemoryRun run, string name)
    {
        var file = new MemoryFile(run[RunFiles.Layer]);
        var directory = await ZipDirectory.ReadAsync(file, limits: null, CancellationToken.None);
        return await EntryContent.ReadAsync(file, directory.Find(name)!, CancellationToken.None);
    }
}
