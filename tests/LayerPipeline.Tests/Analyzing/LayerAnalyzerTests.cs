using System.Text;
using LayerPipeline.Analyzing;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Budgeting;
using LayerPipeline.Pruning.Rules;
using LayerPipeline.Tests.Formats.Archives;
using LayerPipeline.Tests.Formats.Elf;
using LayerPipeline.Tests.Pruning;
using LayerPipeline.Tests.Pruning.Deciding;

namespace LayerPipeline.Tests.Analyzing;

public sealed class LayerAnalyzerTests
{
    private static readonly byte[] Library = new ElfBuilder { TailJunk = 0x9000 }.Build();

    [Theory]
    [InlineData("python/", "python/")]
    [InlineData("", "")]
    [InlineData("tool/", "tool/")]
    [InlineData("python/lib/python3.12/site-packages/", "python/lib/python3.12/site-packages/")]
    public async Task Packages_are_found_in_whichever_folder_they_are(string at, string folder)
    {
        var analysis = await Archives.AnalyzeAsync(
            (at + "pkg/a.py", Text("x = 1")),
            (at + "pkg/tests/test_a.py", Text("import pkg")),
            (at + "pkg-1.5.dist-info/RECORD", Text("pkg/a.py,,\npkg/tests/test_a.py,,\npkg-1.5.dist-info/RECORD,,\n"))
        );

        analysis.Folder.ShouldBe(folder);
        analysis
            .Distributions.ShouldHaveSingleItem()
            .ShouldBe(new AnalyzedDistribution("pkg", "1.5", 3, analysis.Bytes, analysis.CompressedBytes));
        analysis.Tiers.Single(tier => tier.Tier == "development").Files.ShouldBe(1);
        analysis.Largest.ShouldContain(file => file.Path == at + "pkg/a.py");
        analysis.BytesOutside.ShouldBe(0);
    }

    [Fact]
    public async Task What_lies_outside_of_the_packages_is_counted_and_left_to_no_rule()
    {
        var analysis = await Archives.AnalyzeAsync(
            ("tool/pkg-1.dist-info/METADATA", Text("Name: pkg")),
            ("tool/pkg.py", Text("x = 1")),
            ("python/tests/test_a.py", Text("outside"))
        );

        analysis.BytesOutside.ShouldBe(7);
        analysis.Tiers.ShouldAllBe(tier => tier.Tier == "residue" || tier.Bytes == 0);
    }

    [Fact]
    public async Task Same_content_is_a_duplicate_and_the_same_checksum_is_not()
    {
        var collision = new HandZip(
            new HandEntry("python/a.bin", "one") { Crc = 7 },
            new HandEntry("python/b.bin", "two") { Crc = 7 }
        ).Build();
        var analysis = await Archives.AnalyzeAsync(
            ("python/pkg/a.bin", Text("the same bytes")),
            ("python/pkg/b.bin", Text("the same bytes")),
            ("python/pkg/c.bin", Text("the same bytes")),
            ("python/pkg/d.bin", Text("other bytes..."))
        );

        var group = analysis.Duplicates.ShouldHaveSingleItem();
        group.Paths.ShouldBe(["python/pkg/a.bin", "python/pkg/b.bin", "python/pkg/c.bin"]);
        group.SpareBytes.ShouldBe(28);
        (
            await Should.ThrowAsync<InvalidArchiveException>(async () =>
            {
                var opened = await AnalyzedArchive.OpenAsync(new MemoryFile(collision), CancellationToken.None);
                await new LayerAnalyzer(RuleSet.Shipped).AnalyzeAsync("", opened, probe: null, CancellationToken.None);
            })
        ).Message.ShouldContain("checksum");
    }

    [Fact]
    public async Task Bytecode_counts_for_the_Python_that_most_files_are_of()
    {
        var analysis = await Archives.AnalyzeAsync(
            ("python/pkg/a.py", Text("x = 1")),
            ("python/pkg/b.py", Text("y = 22")),
            ("python/pkg/__pycache__/a.cpython-312.pyc", new byte[40]),
            ("python/pkg/__pycache__/b.cpython-311.pyc", new byte[50]),
            ("python/pkg/_c.cpython-312-x86_64-linux-gnu.so", Library)
        );

        (analysis.Python, analysis.Architecture).ShouldBe(("3.12", "x86_64"));
        analysis.Bytecode.ShouldBe(new BytecodeCoverage(2, 1, 90, 6));
    }

    [Fact]
    public async Task Each_tier_saves_what_a_build_then_saves()
    {
        TreeFile[] files =
        [
            RawRun.Plain("pkg/__init__.py", "from pkg.tests import needed"),
            RawRun.Plain("pkg/tests/needed.py", "x = 1"),
            RawRun.Plain("pkg/tests/test_a.py", new string('t', 500)),
            new("pkg/liba.so.1", Library, Executable: true, Target: null),
            new("pkg/libb.so.1", Library, Executable: true, Target: null),
            RawRun.Plain("pkg-1.dist-info/INSTALLER", "pip"),
        ];
        var baseline = new Baseline().Imports("pkg/__init__.py", "pkg/tests/needed.py");
        var run = await RawRun.OfAsync(files, baseline);
        var built = (await run.PruneAsync()).Steps.ToDictionary(step => step.Tier, step => step.Bytes, StringComparer.Ordinal);

        var known = await Archives.AnalyzeAsync(baseline.Report, [.. files.Select(file => ("python/" + file.Name, file.Content))]);
        var before = await Archives.AnalyzeAsync([.. files.Select(file => ("python/" + file.Name, file.Content))]);

        foreach (var tier in new[] { "residue", "development", "trim" })
        {
            known.Tiers.Single(saving => saving.Tier == tier).Bytes.ShouldBe(built[tier], tier);
        }

        built["trim"].ShouldBeGreaterThan(Library.Length);
        before.Tiers.Single(saving => saving.Tier == "development").Bytes.ShouldBe(built["development"] + 5);
        before.Evidence.ShouldBe(SavingEvidence.None);
    }

    [Fact]
    public async Task An_archive_without_Python_has_no_tiers()
    {
        var analysis = await Archives.AnalyzeAsync(("nodejs/node_modules/a/tests/index.js", Text("1")));

        analysis.Tiers.ShouldBeEmpty();
        analysis.Bytes.ShouldBe(1);
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
