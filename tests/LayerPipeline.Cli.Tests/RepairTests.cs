using System.Text.Json;
using LayerPipeline.Cli.Steps;
using LayerPipeline.Pipeline;
using LayerPipeline.Pruning;

namespace LayerPipeline.Cli.Tests;

/// <summary>Repairs of layers that lack files of which no evidence spoke: they are asked for by computed names, and not opened.</summary>
[Collection(CliGroup.Name)]
public sealed class RepairTests : IDisposable
{
    private const string Look = """
        import os
        HERE = os.path.join(os.path.dirname(__file__), "te" + "sts")
        def need(*numbers):
            for number in numbers:
                if not os.path.exists(os.path.join(HERE, "te" + "st_%d.py" % number)):
                    raise RuntimeError("not complete")

        """;

    private readonly CliFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task Each_file_that_is_needed_is_found_with_the_failure_that_needs_it_and_no_other_comes_back()
    {
        _ = new MadeWheels(_folders["wheels"]).With(
            "asking",
            [],
            [
                ("asking/__init__.py", ""),
                ("asking/look.py", Look),
                ("asking/one.py", "from asking.look import need\nneed(7, 31)\n"),
                ("asking/two.py", "from asking.look import need\nneed(33)\n"),
                ("asking/three.py", "from asking.look import need\nneed(7)\n"),
                .. Enumerable.Range(0, 40).Select(i => ($"asking/tests/test_{i}.py", $"# {i}\n")),
            ]
        );

        var run = await _folders.BuildAsync("asking");

        run.ExitCode.ShouldBe(0, run.Error + run.Output);
        run.Output.ShouldContain("round 1: 3 regressions, 3 files restored after ");
        var log = JsonSerializer.Deserialize(
            await File.ReadAllBytesAsync(_folders.OfRun(RunFiles.Repair), TestContext.Current.CancellationToken),
            PruningJson.Default.RepairLog
        )!;
        log.Restored.Select(file => $"{file.Path["python/asking/tests/".Length..]} {file.Because}")
            .ShouldBe([
                "test_31.py restored: without it asking.one fails with RuntimeError: not complete",
                "test_33.py restored: without it asking.two fails with RuntimeError: not complete",
                "test_7.py restored: without it asking.one fails with RuntimeError: not complete",
            ]);
        _folders.Manifest().Proven.ShouldBeTrue();
    }

    /// <summary>All modules of a distribution are imported in one process: beta works after alpha only, on the untouched packages too.</summary>
    [Fact]
    public async Task A_module_that_works_only_after_another_is_tried_with_it()
    {
        Assert.SkipUnless(Effort.IsLong, Effort.FewCases);
        _ = new MadeWheels(_folders["wheels"]).With(
            "stateful",
            [],
            [
                ("stateful/__init__.py", "ready = False\n"),
                ("stateful/look.py", Look),
                ("stateful/alpha.py", "import stateful\nfrom stateful.look import need\nneed(3)\nstateful.ready = True\n"),
                ("stateful/beta.py", "import stateful\nif not stateful.ready:\n    raise RuntimeError('alpha comes first')\n"),
                .. Enumerable.Range(0, 8).Select(i => ($"stateful/tests/test_{i}.py", $"# {i}\n")),
            ]
        );

        var run = await _folders.BuildAsync("stateful");

        run.ExitCode.ShouldBe(0, run.Error + run.Output);
        run.Output.ShouldContain("1 file restored after ");
        _folders.Manifest().Proven.ShouldBeTrue();
    }

    /// <summary>A name with @ is no variant for a processor: what was not tried must not count as working.</summary>
    [Fact]
    public async Task An_entry_point_may_be_called_as_variants_are()
    {
        _ = new MadeWheels(_folders["wheels"]).With(
            "atsign",
            [],
            [
                ("atsign/__init__.py", ""),
                ("atsign/look.py", Look),
                (
                    "atsign/late.py",
                    "def main():\n    pass\n\ndef __getattr__(name):\n    from atsign.look import need\n    need(5)\n    return main\n"
                ),
                ("atsign-1.0.dist-info/entry_points.txt", "[plug]\nrun@dev = atsign.late:other\n"),
                .. Enumerable.Range(0, 8).Select(i => ($"atsign/tests/test_{i}.py", $"# {i}\n")),
            ]
        );

        var run = await _folders.BuildAsync("atsign");

        run.ExitCode.ShouldBe(0, run.Error + run.Output);
        run.Output.ShouldContain("round 1: 1 regression, 1 file restored after ");
        _folders.Manifest().Proven.ShouldBeTrue();
    }

    [Fact]
    public void A_trial_leaves_the_layer_as_it_was_folders_included()
    {
        var (layer, pruned) = (_folders["layer"], _folders["pruned"]);
        Write(layer, "python/a.so", "small");
        Write(pruned, "python/a.so", "large");
        Write(pruned, "python/tests/data/b.csv", "b");
        var tree = new RepairTree(layer, pruned, _folders["saved"]);

        tree.Set(new HashSet<string> { "python/a.so", "python/tests/data/b.csv" });
        Content(layer).ShouldBe(["python/a.so=large", "python/tests/data/b.csv=b"]);

        tree.Set(new HashSet<string> { "python/tests/data/b.csv" });
        Content(layer).ShouldBe(["python/a.so=small", "python/tests/data/b.csv=b"]);

        tree.Set(new HashSet<string>());
        Content(layer).ShouldBe(["python/a.so=small"]);
        Directory.Exists(Path.Combine(layer, "python/tests")).ShouldBeFalse("packages ask whether a folder is there");
        File.ReadAllText(Path.Combine(pruned, "python/a.so")).ShouldBe("large");
    }

    private static void Write(string folder, string path, string text)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private static IEnumerable<string> Content(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetRelativePath(folder, file)}={File.ReadAllText(file)}");
}
