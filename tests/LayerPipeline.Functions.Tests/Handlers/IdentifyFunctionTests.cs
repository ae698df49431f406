using System.Text.Json;
using LayerPipeline.Executions;
using LayerPipeline.Foundation.Runs;
using LayerPipeline.Functions.Handlers;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Storage;
using LayerPipeline.Functions.Tests.Storage;
using LayerPipeline.Installing;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;
using LayerPipeline.Pruning.Rules;
using LayerPipeline.Recording;
using NSubstitute;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Handlers;

public sealed class IdentifyFunctionTests
{
    private const string Target = "six/python3.13/x86_64";

    private readonly MemoryBucket _bucket = new();
    private readonly IExecutions _executions = Substitute.For<IExecutions>();

    [Fact]
    public async Task What_is_new_is_claimed_and_built()
    {
        var output = await IdentifyAsync("one", "1.16.0");

        output.Outcome.ShouldBe("build");
        output.Claim.ShouldBe(BucketKeys.Claim(Target));
        _bucket.Keys.ShouldContain(BucketKeys.Claim(Target));
    }

    [Fact]
    public async Task What_another_execution_builds_is_waited_for()
    {
        await IdentifyAsync("one", "1.16.0");
        _executions.LookAsync("one", Arg.Any<CancellationToken>()).Returns(new ExecutionState("RUNNING", null, null, null));

        var output = await IdentifyAsync("two", "1.16.0");

        output.Outcome.ShouldBe("wait");
        output.Holder.ShouldBe("one");
    }

    [Fact]
    public async Task A_claim_of_an_execution_that_ended_is_taken_over()
    {
        await IdentifyAsync("one", "1.16.0");
        _executions.LookAsync("one", Arg.Any<CancellationToken>()).Returns(new ExecutionState("ABORTED", null, null, null));

        (await IdentifyAsync("two", "1.16.0")).Outcome.ShouldBe("build");
        _executions.LookAsync("two", Arg.Any<CancellationToken>()).Returns(new ExecutionState("RUNNING", null, null, null));
        (await IdentifyAsync("three", "1.16.0")).Holder.ShouldBe("two");
    }

    [Fact]
    public async Task A_run_that_asks_again_keeps_its_own_claim()
    {
        await IdentifyAsync("one", "1.16.0");

        (await IdentifyAsync("one", "1.16.0")).Outcome.ShouldBe("build");
    }

    [Fact]
    public async Task What_is_published_with_the_same_identity_is_unchanged()
    {
        await PublishAsync("1.16.0");

        var output = await IdentifyAsync("two", "1.16.0");

        output.Outcome.ShouldBe("unchanged");
        output.LayerVersionArn.ShouldBe("arn:1");
        _bucket.Keys.ShouldNotContain(BucketKeys.Claim(Target));
    }

    [Fact]
    public async Task Another_version_of_a_package_is_built()
    {
        await PublishAsync("1.16.0");

        (await IdentifyAsync("two", "1.17.0")).Outcome.ShouldBe("build");
    }

    [Fact]
    public async Task What_is_published_but_gone_is_built_again()
    {
        await PublishAsync("1.16.0");

        (await IdentifyAsync("two", "1.16.0", missing: "arn:1")).Outcome.ShouldBe("build");
    }

    [Fact]
    public async Task What_another_execution_built_again_after_it_was_missed_is_unchanged()
    {
        await PublishAsync("1.16.0");

        (await IdentifyAsync("two", "1.16.0", missing: "arn:0")).Outcome.ShouldBe("unchanged");
    }

    [Fact]
    public async Task What_is_published_between_the_look_and_the_claim_is_unchanged_and_not_claimed()
    {
        await PublishAsync("1.16.0");
        var published = _bucket[BucketKeys.Published(Target)];
        await _bucket.DeleteAsync(BucketKeys.Published(Target), CancellationToken.None);
        _bucket.Writing = key => _bucket.Put(BucketKeys.Published(Target), published);

        (await IdentifyAsync("two", "1.16.0")).Outcome.ShouldBe("unchanged");

        _bucket.Keys.ShouldNotContain(BucketKeys.Claim(Target));
    }

    /// <summary>Its identity is the one that the same resolution gives.</summary>
    private async Task PublishAsync(string version)
    {
        await IdentifyAsync("one", version);
        var plan = await _bucket.Run("one").ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, CancellationToken.None);
        var install = LayerPipeline.Installing.PipReport.Parse(_bucket["runs/one/resolve.json"]);
        var published = new PublishedLayer
        {
            Identity = LayerPipeline.Recording.BuildIdentity.Compute(
                plan,
                install,
                LayerPipeline.Pruning.Rules.RuleSet.Shipped.Version,
                LayerPipeline.Probing.ProbeScript.Version
            ),
            LayerVersionArn = "arn:1",
            CodeSha256 = "",
            Run = "one",
            Execution = "one",
        };
        _bucket.Put(BucketKeys.Published(Target), JsonSerializer.SerializeToUtf8Bytes(published, FunctionsJson.Default.PublishedLayer));
        await _bucket.DeleteAsync(BucketKeys.Claim(Target), CancellationToken.None);
    }

    private async Task<IdentifyOutput> IdentifyAsync(string run, string version, string? missing = null)
    {
        var plan = new Planner().Plan(new LayerRequest { Packages = ["six"], Python = ["3.13"] }, new DateOnly(2026, 11, 22))[0];
        await _bucket.Run(run).WriteJsonAsync(RunFiles.Plan, plan, PlanningJson.Default.BuildPlan, CancellationToken.None);
        _bucket.Put($"runs/{run}/{IdentifyFunction.ResolveFile}", Report(version));
        var input = new IdentifyInput
        {
            Run = run,
            Target = Target,
            Execution = run,
            Missing = missing,
        };
        return await new IdentifyFunction(_bucket, _executions, TimeProvider.System).HandleAsync(input, InvocationContext.Begin());
    }

    private static string Report(string version) =>
        $$$$"""
            {"version": "1", "pip_version": "25.0", "environment": {"python_full_version": "3.13.0"}, "install": [{
              "download_info": {"url": "https://x/six-{{{{version}}}}-py3-none-any.whl", "archive_info": {"hashes": {"sha256": "{{{{version}}}}"}}},
              "requested": true, "metadata": {"name": "six", "version": "{{{{version}}}}"}}]}
            """;
}
