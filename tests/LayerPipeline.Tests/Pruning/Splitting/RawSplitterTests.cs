using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Runs;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning;
using LayerPipeline.Tests.Formats.Archives;
using LayerPipeline.Tests.Formats.Elf;
using Shouldly;

namespace LayerPipeline.Tests.Pruning.Splitting;

/// <summary>How one pass over raw.zip becomes two archives; Prune is run whole.</summary>
public sealed class RawSplitterTests
{
    private const string Record = "pkg-1.dist-info/RECORD";

    [Fact]
    public async Task What_lies_between_libraries_keeps_its_place_and_a_trimmed_library_leaves_its_original()
    {
        var library = new ElfBuilder { TailJunk = 0x5000 }.Build();
        TreeFile Library(string name) => new(name, library, Executable: true, Target: null);
        TreeFile[] files =
        [
            RawRun.Plain("pkg/a.py", "a"),
            Library("pkg/b.so"),
            RawRun.Plain("pkg/c.py", "c"),
            RawRun.Plain("pkg/d.h", "d"),
            Library("pkg/e.so"),
            RawRun.Plain("pkg/f.py", "f"),
            RawRun.Plain("pkg/g.h", "g"),
        ];
        var run = await RawRun.OfAsync([.. files, RawRun.RecordOf(files)], prune: new PruneRequest { Links = false });

        var report = await run.PruneAsync();

        Names(await Reading.DirectoryAsync(run[RunFiles.Layer]))
            .ShouldBe(["pkg/a.py", "pkg/b.so", "pkg/c.py", "pkg/e.so", "pkg/f.py", Record]);
        Names(await Reading.DirectoryAsync(run[RunFiles.Pruned])).ShouldBe(["pkg/b.so", "pkg/d.h", "pkg/e.so", "pkg/g.h", Record]);
        (await Reading.ContentsAsync(run[RunFiles.Pruned]))["python/pkg/b.so"].ShouldBe(library);
        (await Reading.ContentsAsync(run[RunFiles.Layer]))["python/pkg/b.so"].Length.ShouldBeLessThan(library.Length - 0x4000);
        report.Entries.ShouldAllBe(entry => entry.Distribution == "pkg");
    }

    [Fact]
    public async Task A_library_that_became_a_link_is_listed_with_the_hash_of_what_it_leads_to()
    {
        var library = new ElfBuilder
        {
            SoName = "libx.so.1",
            TailJunk = 0,
            Sections = false,
        }.Build();
        TreeFile[] files = [new("x.libs/libx.so", library, false, null), new("x.libs/libx.so.1", library, false, null)];
        var run = await RawRun.OfAsync([.. files, RawRun.RecordOf(files)]);

        await run.PruneAsync();

        var layer = await Reading.ContentsAsync(run[RunFiles.Layer]);
        layer["python/x.libs/libx.so"].ShouldBe(library, "there is nothing to trim");
        Encoding.UTF8.GetString(layer["python/x.libs/libx.so.1"]).ShouldBe("libx.so");
        var hash = Base64Url.EncodeToString(SHA256.HashData(layer["python/x.libs/libx.so"]));
        Encoding
            .UTF8.GetString(layer["python/" + Record])
            .ShouldContain($"x.libs/libx.so.1,sha256={hash},{layer["python/x.libs/libx.so"].Length}");
    }

    [Fact]
    public async Task A_tier_above_trim_that_the_budget_asks_for_is_entered_with_another_pass()
    {
        TreeFile[] files =
        [
            RawRun.Plain("pkg/a.py", "a"),
            new("pkg/b.so", new ElfBuilder().Build(), Executable: true, Target: null),
            RawRun.Plain("pkg/c.h", "c"),
        ];
        files = [.. files, RawRun.RecordOf(files)];
        var (roomy, tight) = (await RawRun.OfAsync(files), await RawRun.OfAsync(files, prune: new PruneRequest { UpTo = "kernels" }));
        var plan = await tight.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, CancellationToken.None);
        await tight.WriteJsonAsync(RunFiles.Plan, plan with { BudgetBytes = 1 }, PlanningJson.Default.BuildPlan, CancellationToken.None);

        await roomy.PruneAsync();
        var report = await tight.PruneAsync();

        // There are no kernels here, so the second pass has the same result.
        report.Tiers[^1].ShouldBe("kernels");
        tight[RunFiles.Layer].ShouldBe(roomy[RunFiles.Layer]);
        tight[RunFiles.Pruned].ShouldBe(roomy[RunFiles.Pruned]);
    }

    [Fact]
    public async Task An_entry_that_is_damaged_in_the_middle_leaves_neither_archive()
    {
        var library = new ElfBuilder().Build();
        var raw = new HandZip(
            new HandEntry("python/a.py", "a"),
            new HandEntry("python/b.so") { Content = library, Crc = 7 },
            new HandEntry("python/c.h", "c")
        ).Build();
        var run = await RawRun.OfAsync(raw);

        await Should.ThrowAsync<InvalidArchiveException>(() => run.PruneAsync());

        run.Names.ShouldNotContain(RunFiles.Layer);
        run.Names.ShouldNotContain(RunFiles.Pruned);
    }

    [Fact]
    public async Task A_RECORD_that_the_request_drops_goes_to_what_was_pruned_and_still_says_what_is_whose()
    {
        TreeFile[] files = [RawRun.Plain("pkg/a.py", "a")];
        var run = await RawRun.OfAsync([.. files, RawRun.RecordOf(files)], prune: new PruneRequest { Drop = [Record] });

        var report = await run.PruneAsync();

        Names(await Reading.DirectoryAsync(run[RunFiles.Layer])).ShouldBe(["pkg/a.py"]);
        Names(await Reading.DirectoryAsync(run[RunFiles.Pruned])).ShouldBe([Record]);
        report.Entries.ShouldAllBe(entry => entry.Distribution == "pkg");
    }

    private static IEnumerable<string> Names(ZipDirectory directory) =>
        directory.Entries.OrderBy(entry => entry.Offset).Select(entry => entry.Name["python/".Length..]);
}
