using System.Text;
using CsCheck;
using LayerPipeline.Checking;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Installing;
using LayerPipeline.Judging;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Pruning.Rules;
using LayerPipeline.Pruning.Splitting;
using LayerPipeline.Tests.Formats.Archives;
using LayerPipeline.Tests.Formats.Elf;
using LayerPipeline.Tests.Pipeline;
using LayerPipeline.Tests.Pruning;
using LayerPipeline.Tests.Pruning.Deciding;

namespace LayerPipeline.Tests.Pruning;

public sealed class PruneStepTests
{
    [Fact]
    public async Task The_layer_and_what_was_pruned_give_the_untouched_archive_byte_for_byte() =>
        await RawRun.Trees.SampleAsync(
            async files =>
            {
                var run = await RawRun.OfAsync(files);
                var raw = run[RunFiles.Raw];
                await run.PruneAsync();
                var joined = new MemoryRun();

                await RawRebuild.JoinAsync(run, joined, CancellationToken.None);

                joined[RunFiles.Raw].ShouldBe(raw);
            },
            iter: Effort.Rounds(quick: 70, all: 200),
            threads: 1
        );

    [Fact]
    public async Task Every_entry_is_counted_once_it_is_written()
    {
        var run = await RawRun.OfAsync([
            RawRun.Plain("a/__init__.py", "1"),
            RawRun.Plain("a/tests/test_a.py", "2"),
            RawRun.Plain("a-1.dist-info/RECORD", "a/__init__.py,,\n"),
            new("a/liba.so", new ElfBuilder { TailJunk = 0x9000 }.Build(), Executable: true, Target: null),
            new("a/libb.so", new ElfBuilder { TailJunk = 0x9000 }.Build(), Executable: true, Target: null),
        ]);
        var counts = new List<(long, long)>();

        await new PruneStep(RuleSet.Shipped) { Written = (done, total) => counts.Add((done, total)) }.RunAsync(
            run,
            PruneOptions.Default,
            TestContext.Current.CancellationToken
        );

        counts.ShouldBe([(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]);
    }

    [Fact]
    public async Task The_report_says_of_every_entry_where_it_is_with_its_bytes() =>
        await RawRun.Trees.SampleAsync(
            async files =>
            {
                var run = await RawRun.OfAsync(files);

                var report = await run.PruneAsync();

                var (raw, layer, pruned) = (
                    await ContentsAsync(run, RunFiles.Raw),
                    await ContentsAsync(run, RunFiles.Layer),
                    await ContentsAsync(run, RunFiles.Pruned)
                );
                report.Entries.Select(entry => entry.Path).ShouldBe(raw.Keys);
                foreach (var entry in report.Entries)
                {
                    layer.ContainsKey(entry.Path).ShouldBe(entry.Action != EntryAction.Removed);
                    pruned.ContainsKey(entry.Path).ShouldBe(entry.Action != EntryAction.Kept);
                    entry.Bytes.ShouldBe(raw[entry.Path].Length);
                    entry.BytesAfter.ShouldBe(layer.GetValueOrDefault(entry.Path, []).Length);
                    (entry.Action != EntryAction.Kept || layer[entry.Path].SequenceEqual(raw[entry.Path])).ShouldBeTrue();
                }

                report.BytesBefore.ShouldBe(raw.Values.Sum(content => (long)content.Length));
                report.BytesAfter.ShouldBe(layer.Values.Sum(content => (long)content.Length));
                RecordFile.Parse(layer["python/pkg-1.dist-info/RECORD"]).Paths.ShouldAllBe(path => layer.ContainsKey("python/" + path));
            },
            iter: Effort.Rounds(quick: 70, all: 200),
            threads: 1
        );

    [Fact]
    public async Task The_same_run_pruned_twice_gives_the_same_bytes() =>
        await RawRun.Trees.SampleAsync(
            async files =>
            {
                var (one, two) = (await RawRun.OfAsync(files), await RawRun.OfAsync(files.Reverse()));

                await one.PruneAsync();
                await two.PruneAsync();

                string[] written = [RunFiles.Layer, RunFiles.Pruned, RunFiles.Prune];
                written.ShouldAllBe(name => one[name].SequenceEqual(two[name]));
            },
            iter: Effort.Rounds(quick: 20, all: 60),
            threads: 1
        );

    [Fact]
    public async Task An_archive_of_another_tool_is_split_and_joined_without_inflating_anything_that_stays()
    {
        var raw = new HandZip(
            new HandEntry("python/z.py", new string('z', 900)) { Deflate = true, Descriptor = true },
            new HandEntry("python/") { Mode = 0x41ED },
            new HandEntry("python/pkg/tests/t.py", "t"),
            new HandEntry("python/a.py", "12345")
            {
                Body = [1, 2, 3],
                Method = 8,
                Crc = 7,
            }
        ).Build();
        var run = await RawRun.OfAsync(raw);

        await run.PruneAsync();

        var before = await Reading.DirectoryAsync(raw);
        var layer = await Reading.DirectoryAsync(run[RunFiles.Layer]);
        layer.Entries.OrderBy(entry => entry.Offset).Select(entry => entry.Name).ShouldBe(["python/z.py", "python/a.py"]);
        layer.Entries.ShouldAllBe(entry =>
            Reading.Compressed(run[RunFiles.Layer], entry).SequenceEqual(Reading.Compressed(raw, before.Find(entry.Name)!))
        );
        var joined = new MemoryRun();
        await RawRebuild.JoinAsync(run, joined, CancellationToken.None);
        (await Reading.DirectoryAsync(joined[RunFiles.Raw]))
            .Entries.Select(entry => (entry.Name, entry.Crc32, entry.Bytes, entry.CompressedBytes, entry.Method))
            .ShouldBe(before.Entries.Select(entry => (entry.Name, entry.Crc32, entry.Bytes, entry.CompressedBytes, entry.Method)));
    }

    [Fact]
    public async Task Evidence_of_the_baseline_decides_and_can_be_left_aside()
    {
        TreeFile[] files = [RawRun.Plain("pkg/__init__.py"), RawRun.Plain("pkg/tests/a.py"), RawRun.Plain("pkg/tests/b.py")];
        var run = await RawRun.OfAsync(files, new Baseline().Opened("pkg", "pkg/tests/a.py"));

        var with = await run.PruneAsync();
        var without = await run.PruneAsync(new PruneOptions { UseEvidence = false });

        with.Evidence.ShouldBeTrue();
        Kept(with).ShouldBe(["python/pkg/__init__.py", "python/pkg/tests/a.py"]);
        without.Evidence.ShouldBeFalse();
        Kept(without).ShouldBe(["python/pkg/__init__.py"]);
    }

    [Fact]
    public async Task What_repair_put_back_stays_with_its_reason()
    {
        var run = await RawRun.OfAsync([RawRun.Plain("pkg/__init__.py"), RawRun.Plain("pkg/tests/a.py")]);
        var log = new RepairLog { Restored = [new Restoration("python/pkg/tests/a.py", "restored: because")] };
        await run.WriteJsonAsync(RunFiles.Repair, log, PruningJson.Default.RepairLog, CancellationToken.None);

        var report = await run.PruneAsync();

        report.Entries.Single(entry => entry.Reason == "restored: because").Path.ShouldBe("python/pkg/tests/a.py");
        (await ContentsAsync(run, RunFiles.Layer)).Keys.ShouldContain("python/pkg/tests/a.py");
    }

    [Theory]
    [InlineData(RunFiles.Plan)]
    [InlineData(RunFiles.Raw)]
    [InlineData(RunFiles.Baseline)]
    public async Task A_missing_input_is_named_and_nothing_is_written(string missing)
    {
        var whole = await RawRun.OfAsync([RawRun.Plain("a.py")]);
        var run = new MemoryRun();
        foreach (var name in whole.Names.Where(name => name != missing))
        {
            run.With(name, whole[name]);
        }

        var prune = () => run.PruneAsync();

        (await prune.ShouldThrowAsync<RunFileException>()).Message.ShouldContain($"{missing} is missing");
        run.Names.ShouldNotContain(RunFiles.Layer);
        run.Names.ShouldNotContain(RunFiles.Prune);
    }

    [Fact]
    public async Task Packages_of_another_runtime_are_pruned_without_a_baseline()
    {
        var whole = await RawRun.OfAsync([RawRun.Plain("a.py"), RawRun.Plain("a.h")]);
        var run = new MemoryRun().With(RunFiles.Plan, whole[RunFiles.Plan]).With(RunFiles.Raw, whole[RunFiles.Raw]);
        var install = new InstallReport
        {
            Python = "3.13.0",
            Pip = "24.2",
            Foreign = true,
            Distributions = [],
        };
        await run.WriteJsonAsync(RunFiles.Install, install, InstallingJson.Default.InstallReport, CancellationToken.None);

        Kept(await run.PruneAsync()).ShouldBe(["python/a.py"]);
    }

    [Fact]
    public async Task A_damaged_archive_is_refused_and_nothing_is_written()
    {
        var run = await RawRun.OfAsync("no archive"u8.ToArray());

        var prune = () => run.PruneAsync();

        await prune.ShouldThrowAsync<InvalidArchiveException>();
        run.Names.ShouldNotContain(RunFiles.Layer);
        run.Names.ShouldNotContain(RunFiles.Pruned);
    }

    [Theory]
    [InlineData(RunFiles.Layer)]
    [InlineData(RunFiles.Pruned)]
    public async Task A_half_that_is_missing_is_named_when_halves_are_joined(string missing)
    {
        var run = await RawRun.OfAsync([RawRun.Plain("a.py")]);
        await run.PruneAsync();
        var other = missing == RunFiles.Layer ? RunFiles.Pruned : RunFiles.Layer;

        var join = () => RawRebuild.JoinAsync(new MemoryRun().With(other, run[other]), new MemoryRun(), CancellationToken.None);

        (await join.ShouldThrowAsync<RunFileException>()).Message.ShouldContain(missing);
    }

    [Fact]
    public async Task A_run_that_has_its_untouched_archive_gives_a_copy_of_it()
    {
        var run = await RawRun.OfAsync([RawRun.Plain("a.py", "x")]);
        var copy = new MemoryRun();

        await RawRebuild.EnsureAsync(run, copy, CancellationToken.None);

        copy[RunFiles.Raw].ShouldBe(run[RunFiles.Raw]);
    }

    [Fact]
    public async Task Check_measures_the_layer_and_writes_what_every_gate_said()
    {
        var run = await RawRun.OfAsync([RawRun.Plain("a.py", "x = 1"), RawRun.Plain("a.h", "12345")], prune: new() { UpTo = "residue" });
        await run.PruneAsync();

        var report = await CheckStep.RunAsync(run, CancellationToken.None);

        report.Bytes.ShouldBe(10);
        Encoding.UTF8.GetString(run[RunFiles.Check]).ShouldContain("\"gate\": \"size\"");
    }

    [Fact]
    public async Task Judge_compares_the_probes_of_a_run_and_writes_what_comes_back()
    {
        var run = await RawRun.OfAsync([RawRun.Plain("pkg/__init__.py"), RawRun.Plain("pkg/tests/a.py")], new Baseline().Opened("pkg"));
        await run.PruneAsync();
        var candidate = new Baseline().Opened("pkg").Report;
        candidate = candidate with
        {
            Modules =
            [
                candidate.Modules[0] with
                {
                    Status = "error",
                    Error = new ProbeError
                    {
                        Type = "ModuleNotFoundError",
                        Message = "gone",
                        MissingModule = "pkg.tests.a",
                    },
                },
            ],
        };
        await run.WriteJsonAsync(RunFiles.Candidate, candidate, ProbingJson.Default.ProbeReport, CancellationToken.None);

        var judgement = await JudgeStep.RunAsync(run, CancellationToken.None);

        judgement.Verdict.ShouldBe(Verdict.Repair);
        Kept(await run.PruneAsync()).ShouldContain("python/pkg/tests/a.py");
    }

    private static IEnumerable<string> Kept(PruneReport report) =>
        report.Entries.Where(entry => entry.Action != EntryAction.Removed).Select(entry => entry.Path);

    private static Task<Dictionary<string, byte[]>> ContentsAsync(MemoryRun run, string name) => Reading.ContentsAsync(run[name]);
}
