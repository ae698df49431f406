using System.Reflection;
using System.Text.RegularExpressions;
using LayerPipeline.Checking;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Judging;
using LayerPipeline.Pipeline;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Rules;
using LayerPipeline.Tests.Pruning;
using LayerPipeline.Tests.Pruning.Deciding;

namespace LayerPipeline.Tests.Pipeline;

/// <summary>The list of steps is what the steps do, what the folders are called and what the documentation says.</summary>
public sealed class PipelineStepsTests
{
    public static TheoryData<string> Names => [.. PipelineSteps.All.Select(step => step.Name)];

    [Fact]
    public void A_step_reads_only_what_a_step_before_it_writes()
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in PipelineSteps.All)
        {
            step.Reads.ShouldAllBe(file => written.Contains(file), step.Name);
            written.UnionWith(step.Writes);
        }
    }

    [Fact]
    public void Every_file_of_a_run_is_written_by_one_step_or_by_the_build_container()
    {
        var named = typeof(RunFiles)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!);

        named
            .Order(StringComparer.Ordinal)
            .ShouldBe(PipelineSteps.Files.Concat(RunFiles.OfBuildContainer).Concat(RunFiles.OfColdStore).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_has_a_folder_of_its_name(string name)
    {
        var verb = name.Split('-')[0];
        var folder = verb switch
        {
            "plan" => "Planning",
            _ when verb.EndsWith('e') => verb[..1].ToUpperInvariant() + verb[1..^1] + "ing",
            _ => verb[..1].ToUpperInvariant() + verb[1..] + "ing",
        };

        Directory.Exists(Repository.Find($"src/LayerPipeline/{folder}")).ShouldBeTrue(folder);
    }

    [Fact]
    public void A_missing_file_is_told_with_the_step_that_writes_it() =>
        PipelineSteps
            .Missing(RunFiles.Raw)
            .Message.ShouldBe("raw.zip is missing from the run. The step Install writes it; run that step first.");

    [Fact]
    public void A_repair_goes_back_to_prune_and_the_last_step_is_followed_by_none()
    {
        PipelineSteps.After(PipelineSteps.Judge, repair: true).ShouldBe(PipelineSteps.Prune);
        PipelineSteps.After(PipelineSteps.Judge).ShouldBe(PipelineSteps.Measure);
        PipelineSteps.After(PipelineSteps.Record).ShouldBeNull();
    }

    [Fact]
    public async Task Prune_check_and_judge_read_and_write_the_files_that_the_list_names()
    {
        var run = await RawRun.OfAsync([RawRun.Plain("pkg/__init__.py"), RawRun.Plain("pkg/tests/test_a.py")]);
        await run.WriteJsonAsync(RunFiles.Candidate, new Baseline().Report, ProbingJson.Default.ProbeReport, CancellationToken.None);

        await HoldsAsync(PipelineSteps.Prune, run, files => new PruneStep(RuleSet.Shipped).RunAsync(files, PruneOptions.Default, default));
        await HoldsAsync(PipelineSteps.Check, run, files => CheckStep.RunAsync(files, default));
        await HoldsAsync(PipelineSteps.Judge, run, files => JudgeStep.RunAsync(files, default));
    }

    [Fact]
    public void The_documentation_lists_the_files_with_the_steps_that_write_them()
    {
        var rows = File.ReadLines(Repository.Find("docs/run-files.md"))
            .Select(line =>
                Regex.Match(
                    line,
                    @"^\| (?<file>[a-z]+\.(json|zip|html)) \| (?<step>[A-Z][a-z ]+?)( \(|  ?\|)",
                    default,
                    TimeSpan.FromSeconds(1)
                )
            )
            .Where(match => match.Success)
            .ToDictionary(match => match.Groups["file"].Value, match => match.Groups["step"].Value, StringComparer.Ordinal);

        foreach (var step in PipelineSteps.All)
        {
            step.Writes.ShouldAllBe(file => rows.GetValueOrDefault(file) == step.Title, step.Title);
        }
    }

    [Fact]
    public void The_picture_of_the_readme_shows_the_steps_in_their_order()
    {
        var picture = string.Concat(File.ReadLines(Repository.Find("README.md")).SkipWhile(line => line != "```mermaid").Take(12));
        var places = PipelineSteps.All.Select(step => picture.IndexOf(step.Title, StringComparison.Ordinal)).ToList();

        places.ShouldAllBe(place => place >= 0);
        places.ShouldBe(places.Order());
    }

    private static async Task HoldsAsync(PipelineStep step, IRunStore run, Func<IRunStore, Task> work)
    {
        var seen = new Recorder(run);

        await work(seen);

        seen.Read.Except([.. step.Reads, .. step.ReadsWhereThere]).ShouldBeEmpty(step.Name);
        step.Reads.Except(seen.Read).ShouldBeEmpty(step.Name);
        seen.Written.Order(StringComparer.Ordinal).ShouldBe(step.Writes.Order(StringComparer.Ordinal), step.Name);
    }

    private sealed class Recorder(IRunStore run) : IRunStore
    {
        private readonly Lock _lock = new();

        public HashSet<string> Read { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Written { get; } = new(StringComparer.Ordinal);

        public ValueTask<IRangedFile?> OpenAsync(string name, CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                Read.Add(name);
            }

            return run.OpenAsync(name, cancellationToken);
        }

        public ValueTask<IRunFileWriter> CreateAsync(string name, CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                Written.Add(name);
            }

            return run.CreateAsync(name, cancellationToken);
        }
    }
}
