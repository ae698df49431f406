using System.IO.Compression;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Cli.Tests.RealWheels;

/// <summary>Four sets of real packages: small enough, proven, nothing lost. Minutes, where LAYERPIPELINE_WHEELS is set.</summary>
[Collection(RealWheelsGroup.Name)]
[Trait("Category", "RealWheels")]
public sealed class RealSetTests(RealSets sets)
{
    /// <summary>Modules are those that import with nothing of the machine's own site-packages in reach.</summary>
    [Theory]
    [InlineData("seed", "3.10", 188_900_000, 174_300_000, 582)]
    [InlineData("trap", "3.10", 182_000_000, 170_400_000, 560)]
    [InlineData("modern", "3.13", 165_200_000, 152_800_000, 490)]
    [InlineData("small", "3.13", 262_144_000, 262_144_000, 251)]
    public async Task A_set_is_proven_and_small_enough(string set, string python, long developmentBytes, long trimBytes, int modules)
    {
        var build = await sets.BuildAsync(set, python);

        build.Run.ExitCode.ShouldBe(0, build.Run.Error);
        build.Manifest.Proven.ShouldBeTrue();
        build.Manifest.Restored.ShouldBeEmpty();
        build.BytesWithoutBytecode.ShouldBeLessThanOrEqualTo(trimBytes);
        var trimmed = build.Pruned.Rules.Where(rule => rule.Rule == Tier.Trim.Name).Sum(rule => rule.RemovedBytes);
        (build.BytesWithoutBytecode + trimmed).ShouldBeLessThanOrEqualTo(developmentBytes);
        build.Baseline.Modules.Count(module => module.Ok).ShouldBeGreaterThanOrEqualTo(modules);
        ProbeComparison.Compare(build.Baseline, build.Candidate, _ => false).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("seed", "3.10")]
    [InlineData("trap", "3.10")]
    [InlineData("modern", "3.13")]
    [InlineData("small", "3.13")]
    public async Task Layer_and_pruned_make_the_untouched_packages(string set, string python)
    {
        var build = await sets.BuildAsync(set, python);

        // A wheel may bring bytecode of its own, which pruned.zip has under the name that ours has in the layer.
        var bytecode = Entries(build[RunFiles.Bytecode]).Keys;
        var joined = Entries(build[RunFiles.Layer]).ExceptBy(bytecode, entry => entry.Key).ToDictionary(StringComparer.Ordinal);
        foreach (var (name, content) in Entries(build[RunFiles.Pruned]))
        {
            joined[name] = content;
        }

        // In order: without one, each of thousands of entries is looked for among all others.
        joined
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .ShouldBe(Entries(build[RunFiles.Raw]).OrderBy(entry => entry.Key, StringComparer.Ordinal));
        new FileInfo(build[RunFiles.Layer]).Length.ShouldBe(build.Manifest.ZipBytes);
    }

    [Theory]
    [InlineData("trap", "3.10", "python/numpy/_core/tests/_natype.py")]
    [InlineData("seed", "3.10", "python/numpy/core/_multiarray_tests.cpython-310-x86_64-linux-gnu.so")]
    [InlineData("modern", "3.13", "python/scipy/stats/_page_trend_test.py")]
    [InlineData("modern", "3.13", "python/scipy/stats/_bws_test.py")]
    [InlineData("trap", "3.10", "python/scipy/stats/_page_trend_test.py")]
    [InlineData("seed", "3.10", "python/scipy/stats/_page_trend_test.py")]
    public async Task A_file_that_looks_like_a_test_is_kept_by_evidence(string set, string python, string path)
    {
        var build = await sets.BuildAsync(set, python);

        var decision = build.Pruned.Entries.Single(entry => entry.Path == path);

        decision.Action.ShouldNotBe(EntryAction.Removed);
        decision.Rule.ShouldNotBeNull();
        decision.Reason.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("trap", "3.10", "python/numpy/testing/")]
    [InlineData("trap", "3.10", "python/numpy/f2py/")]
    [InlineData("trap", "3.10", "python/pandas/_testing/")]
    [InlineData("modern", "3.13", "python/numpy/testing/")]
    [InlineData("modern", "3.13", "python/numpy/f2py/")]
    [InlineData("modern", "3.13", "python/pandas/_testing/")]
    public async Task A_public_package_with_a_suspicious_name_is_kept_but_for_its_tests(string set, string python, string folder)
    {
        var build = await sets.BuildAsync(set, python);

        var lost = build
            .Pruned.Entries.Where(entry => entry.Action == EntryAction.Removed && entry.Path.StartsWith(folder, StringComparison.Ordinal))
            .Where(entry =>
                entry.Path.EndsWith(".py", StringComparison.Ordinal) && !entry.Path.Contains("/tests/", StringComparison.Ordinal)
            );

        lost.Select(entry => entry.Path).ShouldBeEmpty();
        build.Pruned.Entries.ShouldContain(entry => entry.Path == folder + "__init__.py" && entry.Action == EntryAction.Kept);
    }

    /// <summary>Parts of real packages fail alone for many reasons; none of these is taken for damage.</summary>
    [Theory]
    [InlineData("seed", "3.10")]
    [InlineData("trap", "3.10")]
    [InlineData("modern", "3.13")]
    [InlineData("small", "3.13")]
    public async Task A_layer_that_build_made_verifies(string set, string python)
    {
        var build = await sets.BuildAsync(set, python);

        var run = await CliRun.RunAsync("verify", build[RunFiles.Layer], "--python", python);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("Every gate passed, ");
    }

    /// <summary>The numeric behaviours run under each kept core that this processor has, and their numbers agree to the bit.</summary>
    [Theory]
    [InlineData("seed", "3.10", 148_700_000)]
    [InlineData("modern", "3.13", 148_000_000)]
    [InlineData("trap", "3.10", 170_400_000 - 14_000_000)]
    public async Task Without_code_for_foreign_processors_a_set_is_proven_and_smaller_still(string set, string python, long bytes)
    {
        var build = await sets.BuildAsync(set, python, "--up-to=kernels", "--smallest");

        build.Run.ExitCode.ShouldBe(0, build.Run.Error);
        build.Manifest.Proven.ShouldBeTrue();
        build.Manifest.Restored.ShouldBeEmpty();
        build.BytesWithoutBytecode.ShouldBeLessThanOrEqualTo(bytes);
        build.Candidate.Behaviours.ShouldContain(behaviour => behaviour.Id.Contains('@') && behaviour.Ok && behaviour.Value != null);
    }

    /// <summary>A model is trained and its predictions are the same bits; who asks for a GPU gets the same answer as before.</summary>
    [Fact]
    public async Task A_set_with_code_for_GPUs_is_proven_without_it()
    {
        var build = await sets.BuildAsync("gpu", "3.13");

        build.Run.ExitCode.ShouldBe(0, build.Run.Error);
        build.Manifest.Proven.ShouldBeTrue();
        build.Manifest.Restored.ShouldBeEmpty();
        build.BytesWithoutBytecode.ShouldBeLessThanOrEqualTo(150_000_000);
        var library = build.Pruned.Entries.Single(entry => entry.Path == "python/xgboost/lib/libxgboost.so");
        library.BytesAfter.ShouldBeLessThan(23_500_000);
        library.Reason.ShouldNotBeNull().ShouldStartWith("without the code for GPUs in .nv_fatbin");
        build.Pruned.Entries.Single(entry => entry.Path.EndsWith("/libnccl.so.2", StringComparison.Ordinal)).Rule.ShouldBe("gpu-nccl");
        build
            .Pruned.Entries.Single(entry =>
                entry.Path.StartsWith("python/nvidia_nccl_", StringComparison.Ordinal)
                && entry.Path.EndsWith(".dist-info/METADATA", StringComparison.Ordinal)
            )
            .Action.ShouldBe(EntryAction.Kept);
        foreach (var id in new[] { "xgboost/numeric/models", "xgboost/numeric/asking_for_a_gpu", "xgboost/saved_models" })
        {
            build.Candidate.Behaviours.ShouldContain(behaviour => behaviour.Id == id && behaviour.Ok, id);
        }
    }

    [Fact]
    public async Task A_set_whose_code_for_GPUs_is_kept_has_it()
    {
        var build = await sets.BuildAsync("gpu", "3.13", "--gpu=keep");

        build.Run.ExitCode.ShouldBe(0, build.Run.Error);
        build.Pruned.Entries.ShouldContain(entry => entry.Path.EndsWith("/libnccl.so.2") && entry.Action != EntryAction.Removed);
        build.Pruned.Entries.Single(entry => entry.Path == "python/xgboost/lib/libxgboost.so").BytesAfter.ShouldBeGreaterThan(65_000_000);
    }

    /// <summary>A library of the system is the only thing that this set lacks; models are trained before and after.</summary>
    [Fact]
    public async Task With_a_library_of_the_system_models_predict_the_same_bits_and_without_it_the_message_names_the_option()
    {
        MachineLibrary.FindOrSkip("libgomp.so.1");
        var stopped = await sets.BuildAsync("ml", "3.13");
        var build = await sets.BuildAsync("ml", "3.13", "--system-library=libgomp.so.1");

        stopped.Run.ExitCode.ShouldBe(3);
        stopped.Run.Error.ShouldContain("add --system-library libgomp.so.1");
        build.Run.ExitCode.ShouldBe(0, build.Run.Error);
        build.Manifest.Proven.ShouldBeTrue();
        build.Manifest.SystemLibraries.Select(library => library.Name).ShouldBe(["libgomp.so.1"]);
        var after = build.Candidate.Behaviours.ToDictionary(behaviour => behaviour.Id, StringComparer.Ordinal);
        foreach (var id in new[] { "lightgbm/numeric/regression", "lightgbm/numeric/classification", "scikit-learn/numeric/pipeline" })
        {
            var before = build.Baseline.Behaviours.Single(behaviour => behaviour.Id == id);
            before.Value.ShouldNotBeNull();
            after[id].Value.ShouldBe(before.Value);
        }
    }

    [Fact]
    public async Task Without_evidence_repair_alone_proves_the_layer_and_says_what_it_put_back()
    {
        var build = await sets.BuildAsync("trap", "3.10", "--no-evidence");

        build.Run.ExitCode.ShouldBe(0, build.Run.Error);
        build.Manifest.Proven.ShouldBeTrue();
        build.Repair.Rounds.Count.ShouldBeInRange(1, 5);
        var restoration = build.Manifest.Restored.Single(file => file.Path == "python/numpy/_core/tests/_natype.py");
        restoration.Because.ShouldContain("numpy");
        build.Run.Output.ShouldContain($"{restoration.Path} {restoration.Because}");
    }

    [Fact]
    public async Task The_same_request_gives_the_same_bytes()
    {
        var first = await sets.BuildAsync("small", "3.13");
        var second = await sets.BuildAsync("small", "3.13", "again");

        second.Folder.ShouldNotBe(first.Folder);
        (await File.ReadAllBytesAsync(second[RunFiles.Layer])).ShouldBeBytes(await File.ReadAllBytesAsync(first[RunFiles.Layer]));
        second.Manifest.Identity.ShouldBe(first.Manifest.Identity);
    }

    [Fact]
    public async Task No_rule_but_those_of_optional_parts_knows_a_package_by_name()
    {
        var build = await sets.BuildAsync("small", "3.13");
        var other = await sets.BuildAsync("modern", "3.13");
        var names = build.Install.Distributions.Concat(other.Install.Distributions).Select(distribution => distribution.Name).ToList();
        names.Count.ShouldBeGreaterThan(15);

        var parts = RuleSet
            .Shipped.Rules.Where(rule => rule.Tier != Tier.Data.Name)
            .SelectMany(rule => rule.Patterns)
            .SelectMany(pattern => pattern.Split('/'));

        parts.Intersect(names, StringComparer.OrdinalIgnoreCase).ShouldBeEmpty();
    }

    private static Dictionary<string, (uint Sum, long Bytes)> Entries(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        return zip.Entries.ToDictionary(entry => entry.FullName, entry => (entry.Crc32, entry.Length), StringComparer.Ordinal);
    }
}
