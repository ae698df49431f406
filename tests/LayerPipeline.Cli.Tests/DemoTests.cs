using System.IO.Compression;
using System.Text.Json;
using LayerPipeline.Cli.Tests.Report;
using LayerPipeline.Pipeline;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Recording;

namespace LayerPipeline.Cli.Tests;

/// <summary>What the README promises of its first command.</summary>
[Collection(CliGroup.Name)]
public sealed class DemoTests(DemoBuild demo) : IClassFixture<DemoBuild>
{
    private const string NeededTest = "python/gridwork/core/tests/_missing_like.py";

    [Fact]
    public void It_ends_well_and_says_so()
    {
        demo.Plain.ExitCode.ShouldBe(0, demo.Plain.Error);
        demo.Plain.Error.ShouldBeEmpty();
        demo.Plain.Output.ShouldContain("Proven: everything that worked on the untouched packages works on the layer.");
        demo.Plain.Output.ShouldContain("aws lambda publish-layer-version --layer-name demo");
        demo.Plain.Output.ShouldNotContain("A gate failed");
    }

    [Fact]
    public void A_file_below_tests_that_a_module_imports_is_kept_with_the_reason()
    {
        var decision = demo.Pruned.Entries.Single(entry => entry.Path == NeededTest);

        decision.Action.ShouldBe(EntryAction.Kept);
        decision.Rule.ShouldBe("tests");
        decision.Reason.ShouldBe("imported at module level by gridwork/testing/__init__.py");
        demo.Plain.Output.ShouldContain($"{NeededTest} (tests) imported at module level by gridwork/testing/__init__.py");
    }

    [Fact]
    public void An_optional_dependency_fails_before_and_after_and_is_no_fault()
    {
        demo.Plain.Output.ShouldContain("Already failed on the untouched packages");
        demo.Plain.Output.ShouldContain("postcardpress.pdf ModuleNotFoundError: No module named 'reportlab'");
        DemoBuild.Manifest(demo.Folder).Proven.ShouldBeTrue();
    }

    [Fact]
    public void The_folder_is_complete_and_nothing_lies_beside_it()
    {
        string[] files =
        [
            RunFiles.Baseline,
            RunFiles.Candidate,
            RunFiles.Check,
            RunFiles.Install,
            RunFiles.Layer,
            RunFiles.Manifest,
            RunFiles.Plan,
            RunFiles.Prune,
            RunFiles.Pruned,
            RunFiles.Raw,
            RunFiles.Repair,
            RunFiles.Report,
        ];

        files.ShouldBeSubsetOf(demo.Below("out/demo"));
        demo.Below("out").ShouldAllBe(path => path == "demo" || path.StartsWith("demo/", StringComparison.Ordinal));
        demo.Below("../temporary").ShouldBeEmpty();
    }

    [Fact]
    public void It_ends_with_the_page_to_open_and_after_that_with_how_to_publish()
    {
        var line = demo.Plain.Lines.Single(each => each.StartsWith("Open ", StringComparison.Ordinal));

        line.TrimEnd().ShouldBe($"Open {Path.Combine("out", "demo", RunFiles.Report)} to see what went and why.");
        File.ReadAllText(Path.Combine(demo.Folder, RunFiles.Report)).TrimEnd().ShouldEndWith("</html>");
        demo.Plain.Output.IndexOf(line, StringComparison.Ordinal)
            .ShouldBeLessThan(demo.Plain.Output.IndexOf("Publish it:", StringComparison.Ordinal));
    }

    [Fact]
    public void The_sums_of_report_summary_decisions_manifest_and_archives_agree() =>
        ReportSums.ShouldAgree(demo.Folder, demo.Plain.Output);

    [Fact]
    public void The_same_request_gives_the_same_bytes()
    {
        demo.FirstLayer.ShouldNotBeEmpty();
        File.ReadAllBytes(Path.Combine(demo.Folder, RunFiles.Layer)).ShouldBeBytes(demo.FirstLayer);
    }

    [Fact]
    public void Layer_and_pruned_make_the_untouched_packages()
    {
        var raw = SmallZip.Read(Path.Combine(demo.Folder, RunFiles.Raw));
        var layer = SmallZip.Read(Path.Combine(demo.Folder, RunFiles.Layer));
        var pruned = SmallZip.Read(Path.Combine(demo.Folder, RunFiles.Pruned));

        var joined = layer.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, content) in pruned)
        {
            joined[name] = content;
        }

        foreach (var added in SmallZip.Read(Path.Combine(demo.Folder, RunFiles.Bytecode)).Keys.Intersect(layer.Keys))
        {
            joined.Remove(added).ShouldBeTrue();
        }

        joined.ShouldBe(raw, ignoreOrder: true);
        layer.Keys.Intersect(raw.Keys).Count().ShouldBeLessThan(raw.Count);
    }

    [Fact]
    public void Each_record_lists_what_is_left()
    {
        using var layer = ZipFile.OpenRead(Path.Combine(demo.Folder, RunFiles.Layer));
        var names = layer.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.Ordinal);
        var records = layer.Entries.Where(entry => entry.Name == "RECORD").ToList();

        records.ShouldNotBeEmpty();
        foreach (var record in records)
        {
            using var reader = new StreamReader(record.Open());
            var listed = reader
                .ReadToEnd()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => "python/" + line.Split(',')[0]);
            listed.ShouldBeSubsetOf(names);
        }
    }

    [Fact]
    public void With_json_each_line_is_an_object_and_the_last_is_the_build()
    {
        demo.Json.ExitCode.ShouldBe(0, demo.Json.Error);
        var lines = demo.Json.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();

        lines.SkipLast(1).ShouldAllBe(line => line.ValueKind == JsonValueKind.Object);
        var steps = lines.Where(line => line.TryGetProperty("step", out _)).Select(line => line.GetProperty("step").GetString());
        steps.ShouldBe(["Samples", "Install", "Probe raw", "Prune", "Check", "Probe layer", "Measure"]);
        var build = lines[^1].GetProperty("build");
        build.GetProperty("manifest").GetProperty("proven").GetBoolean().ShouldBeTrue();
        build.GetProperty("files").GetProperty(RunFiles.Layer).GetInt64().ShouldBe(demo.FirstLayer.Length);
        build.GetProperty("publishCommands").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Restored_files_are_in_the_layer_again_and_it_is_proven_again()
    {
        var folder = demo.Copy("restored");
        var removed = demo.Pruned.Entries.First(entry => entry is { Action: EntryAction.Removed, Rule: "tests" }).Path;

        var run = await CliRun.RunAsync("restore", folder, removed["python/".Length..], removed);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("1 file restored");
        SmallZip.Read(Path.Combine(folder, RunFiles.Layer)).Keys.ShouldContain(removed);
        var manifest = DemoBuild.Manifest(folder);
        manifest.Proven.ShouldBeTrue();
        manifest.Restored.ShouldHaveSingleItem().Because.ShouldContain("restored by hand");
        manifest.Bytes.ShouldBeGreaterThan(DemoBuild.Manifest(demo.Folder).Bytes);
    }

    [Fact]
    public async Task The_raw_archive_is_not_needed_to_restore()
    {
        var folder = demo.Copy("without-raw");
        var raw = SmallZip.Read(Path.Combine(folder, RunFiles.Raw));
        var removed = demo.Pruned.Entries.First(entry => entry is { Action: EntryAction.Removed, Rule: "tests" }).Path;
        File.Delete(Path.Combine(folder, RunFiles.Raw));

        var run = await CliRun.RunAsync("restore", folder, removed);

        run.ExitCode.ShouldBe(0, run.Error);
        SmallZip.Read(Path.Combine(folder, RunFiles.Raw)).ShouldBe(raw, ignoreOrder: true);
    }

    [Fact]
    public async Task Prune_alone_gives_the_same_layer()
    {
        var raw = Path.Combine(demo.Folder, RunFiles.Raw);
        var output = Path.Combine(demo.Folder, "..", "pruned-again");

        var run = await CliRun.RunAsync("prune", raw, "--plan", Path.Combine(demo.Folder, RunFiles.Plan), "--output", output);

        run.ExitCode.ShouldBe(0, run.Error);
        (await File.ReadAllBytesAsync(Path.Combine(output, RunFiles.Layer))).ShouldBeBytes(demo.FirstLayer);
        Directory.Delete(output, recursive: true);
    }

    [Fact]
    public async Task Verify_passes_on_the_layer_and_fails_on_one_with_a_file_cut_out()
    {
        var minor = (await TestInterpreter.NewestOrSkipAsync()).Minor;
        var folder = demo.Copy("verified");
        var layer = Path.Combine(folder, RunFiles.Layer);
        var cut = Path.Combine(folder, "cut.zip");
        File.Copy(layer, cut);
        await using (var zip = await ZipFile.OpenAsync(cut, ZipArchiveMode.Update))
        {
            zip.GetEntry(NeededTest)!.Delete();
        }

        var whole = await CliRun.RunAsync("verify", layer, "--python", minor);
        var damaged = await CliRun.RunAsync("verify", cut, "--python", minor, "--quiet");

        whole.ExitCode.ShouldBe(0, whole.Output);
        whole.Output.ShouldContain("Every gate passed, ");
        damaged.ExitCode.ShouldBe(3, damaged.Output);
        damaged.Output.ShouldBeEmpty();
        damaged.Error.ShouldContain("imports: ");
        damaged.Error.ShouldContain("No module named 'gridwork.core.tests._missing_like'");
    }
}
