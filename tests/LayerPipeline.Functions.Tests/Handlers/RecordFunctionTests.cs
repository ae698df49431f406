using System.Security.Cryptography;
using System.Text.Json;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Functions.Handlers;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Storage;
using LayerPipeline.Functions.Tests.Storage;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Recording;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Handlers;

public sealed class RecordFunctionTests
{
    [Fact]
    public async Task A_layer_that_works_is_published_and_recorded()
    {
        var bucket = await RunFixture.ProbedAsync("ok");
        var judged = await RunFixture.JudgeAsync(bucket);

        var published = await RecordAsync(bucket);

        judged.Verdict.ShouldBe("publish");
        published.CodeSha256.ShouldBe(Convert.ToBase64String(SHA256.HashData(bucket[$"runs/{RunFixture.Run}/layer.zip"])));
        var manifest = JsonSerializer.Deserialize(bucket[$"runs/{RunFixture.Run}/manifest.json"], RecordingJson.Default.LayerManifest)!;
        manifest.LayerVersionArn.ShouldBe("arn:1");
        manifest.Identity.ShouldBe(published.Identity);
        bucket.Keys.ShouldContain("published/pocket/python3.13/x86_64.json");
    }

    [Fact]
    public async Task A_manifest_outlives_its_run()
    {
        var bucket = await RunFixture.ProbedAsync("ok");
        await RunFixture.JudgeAsync(bucket);

        await RecordAsync(bucket);

        bucket["published/pocket/python3.13/x86_64/7.json"].ShouldBe(bucket[$"runs/{RunFixture.Run}/manifest.json"]);
    }

    [Theory]
    [InlineData("execution", false)]
    [InlineData("another", true)]
    public async Task Recording_gives_back_the_execution_s_own_claim_alone(string holder, bool stays)
    {
        var bucket = await RunFixture.ProbedAsync("ok");
        await RunFixture.JudgeAsync(bucket);
        bucket.Put(
            BucketKeys.Claim("pocket/python3.13/x86_64"),
            $$"""{"execution":"{{holder}}","run":"r","since":"2026-11-26T00:00:00Z"}"""
        );

        await RecordAsync(bucket);

        bucket.Keys.Contains(BucketKeys.Claim("pocket/python3.13/x86_64")).ShouldBe(stays);
    }

    [Fact]
    public async Task A_plan_of_other_packages_than_were_installed_is_not_recorded()
    {
        var bucket = await RunFixture.ProbedAsync("ok");
        await RunFixture.JudgeAsync(bucket);
        var plan = new Planner().Plan(new LayerRequest { Packages = ["other"], Python = ["3.13"] }, new DateOnly(2026, 11, 22))[0];
        await bucket.Run(RunFixture.Run).WriteJsonAsync(RunFiles.Plan, plan, PlanningJson.Default.BuildPlan, CancellationToken.None);

        (await Should.ThrowAsync<RunFileException>(() => RecordAsync(bucket))).Message.ShouldContain("requests other");
    }

    private static Task<PublishedLayer> RecordAsync(MemoryBucket bucket) =>
        new RecordFunction(bucket, TimeProvider.System).HandleAsync(
            new RecordInput
            {
                Run = RunFixture.Run,
                Target = "pocket/python3.13/x86_64",
                Execution = "execution",
                LayerVersionArn = "arn:1",
                Version = 7,
                CodeSha256 = "",
            },
            InvocationContext.Begin()
        );
}
