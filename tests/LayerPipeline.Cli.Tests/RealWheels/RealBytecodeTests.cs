using System.IO.Compression;
using System.Text.Json;
using CliWrap.Buffered;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Budgeting;

namespace LayerPipeline.Cli.Tests.RealWheels;

/// <summary>Bytecode and the budget on real packages.</summary>
[Collection(RealWheelsGroup.Name)]
[Trait("Category", "RealWheels")]
public sealed class RealBytecodeTests(RealSets sets) : IDisposable
{
    private readonly CliFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task A_layer_has_the_bytecode_of_its_modules_and_stays_small()
    {
        var build = await sets.BuildAsync("modern", "3.13");

        build.Manifest.Bytes.ShouldBeLessThanOrEqualTo(181_500_000);
        build.Manifest.Bytecode!.HotLeft.ShouldBe(0);
        build.Manifest.Bytecode.Left.ShouldBe(0);
        build.Manifest.Startup.Select(figure => figure.Id).ShouldBe(["numpy", "pandas", "scipy"]);
    }

    /// <summary>As in a function: the tree can't be written to, and its files have other times than the bytecode was made with.</summary>
    [Fact]
    public async Task No_module_of_a_layer_is_compiled_when_it_is_imported()
    {
        var build = await sets.BuildAsync("modern", "3.13");
        await ZipFile.ExtractToDirectoryAsync(build[RunFiles.Layer], _folders["layer"]);
        foreach (var path in Directory.EnumerateFiles(_folders["layer"], "*.py", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(path, new DateTime(1980 + (path.Length % 40), 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }

        var loaded = await LoadedAsync("import numpy, pandas, scipy.stats, scipy.optimize");

        loaded.Count(path => path.EndsWith(".pyc", StringComparison.Ordinal)).ShouldBeGreaterThan(400);
        loaded.Where(path => path.EndsWith(".py", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Bytecode_alone_is_much_smaller_and_loses_nothing()
    {
        var all = await sets.BuildAsync("modern", "3.13");
        var only = await sets.BuildAsync("modern", "3.13", "--bytecode=only");

        only.Run.ExitCode.ShouldBe(0, only.Run.Error);
        only.Manifest.Proven.ShouldBeTrue();
        only.Manifest.Restored.ShouldBeEmpty();
        only.Manifest.Bytes.ShouldBeLessThanOrEqualTo(all.Manifest.Bytes - 20_000_000);
        only.Candidate.Modules.Where(module => module.Ok)
            .Select(module => module.Id)
            .ShouldBe(all.Candidate.Modules.Where(module => module.Ok).Select(module => module.Id));
    }

    /// <summary>Each limit needs no tier that the next lower one would have made unnecessary, and what is left is filled.</summary>
    [Theory]
    [InlineData("modern", "3.13", 190_000_000)]
    [InlineData("modern", "3.13", 175_000_000)]
    [InlineData("modern", "3.13", 160_000_000)]
    [InlineData("modern", "3.13", 150_000_000)]
    [InlineData("modern", "3.13", 147_000_000)]
    [InlineData("seed", "3.10", 190_000_000)]
    [InlineData("seed", "3.10", 175_000_000)]
    [InlineData("seed", "3.10", 160_000_000)]
    [InlineData("seed", "3.10", 150_000_000)]
    [InlineData("seed", "3.10", 147_000_000)]
    public async Task A_limit_is_met_with_the_lowest_tier_and_its_room_is_used(string set, string python, long limit)
    {
        var build = await sets.BuildAsync(set, python);

        var pruned = await PruneAsync(build, limit);

        var smallest = pruned.BytesAfter - pruned.Bytecode!.Bytes;
        if (smallest >= limit)
        {
            pruned.Steps.Single(step => step.Tier == Tier.Kernels.Name).State.ShouldBe(TierState.Entered);
            pruned.Ways.ShouldNotBeEmpty();
            return;
        }

        pruned.BytesAfter.ShouldBeLessThan(limit);
        (pruned.Bytecode.HotLeft == 0 || limit - pruned.BytesAfter < 200_000).ShouldBeTrue($"{pruned.Bytecode}");
        if (pruned.Tiers.Contains(Tier.Kernels.Name))
        {
            var saved = pruned.Steps.Single(step => step.Tier == Tier.Kernels.Name).Bytes;
            (smallest + saved).ShouldBeGreaterThanOrEqualTo(limit, "the tier below would have done");
        }
    }

    private async Task<PruneReport> PruneAsync(RealBuild build, long limit)
    {
        var plan = JsonSerializer.Deserialize(await File.ReadAllBytesAsync(build[RunFiles.Plan]), PlanningJson.Default.BuildPlan)!;
        plan = plan with
        {
            BudgetBytes = limit,
            Request = plan.Request with
            {
                Budget = new BudgetRequest { ReserveBytes = LambdaLimits.UnzippedBytes - limit },
                Prune = plan.Request.Prune with { UpTo = Tier.Kernels.Name },
            },
        };
        var file = _folders[$"{limit}.json"];
        await File.WriteAllBytesAsync(file, JsonSerializer.SerializeToUtf8Bytes(plan, PlanningJson.Default.BuildPlan));
        var to = _folders[$"{limit}"];
        var run = await CliRun.RunAsync("prune", build[RunFiles.Raw], "--plan", file, "--output", to);
        run.ExitCode.ShouldBe(0, run.Error);
        return JsonSerializer.Deserialize(await File.ReadAllBytesAsync(Path.Combine(to, RunFiles.Prune)), PruningJson.Default.PruneReport)!;
    }

    /// <summary>Paths of the layer that Python took code from, as <c>python -v</c> names them.</summary>
    private async Task<IReadOnlyList<string>> LoadedAsync(string code)
    {
        var tree = Path.Combine(_folders["layer"], "python");
        var interpreter = await TestInterpreter.OfOrSkipAsync("3.13");
        var result = await CliWrap
            .Cli.Wrap(interpreter.Path)
            .WithArguments(["-v", "-B", "-S", "-s", "-c", $"import sys; sys.path.insert(0, {JsonSerializer.Serialize(tree)}); {code}"])
            .ExecuteBufferedAsync();
        const string Start = "# code object from ";
        return
        [
            .. result
                .StandardError.Split('\n')
                .Where(line => line.StartsWith(Start, StringComparison.Ordinal))
                .Select(line => line[Start.Length..].Trim('\'', ' '))
                .Where(path => path.StartsWith(tree, StringComparison.Ordinal)),
        ];
    }
}
