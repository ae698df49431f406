using System.Security.Cryptography;
using System.Text;
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
        var manifest = ManifestOf(bucket);
        (manifest.Signature, manifest.StoredAt).ShouldBe((null, null));
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

    [Fact]
    public async Task The_report_lies_in_the_run_and_has_the_layer_s_bytes()
    {
        var bucket = await RunFixture.ProbedAsync("ok");
        await RunFixture.JudgeAsync(bucket);

        await RecordAsync(bucket);

        var page = Encoding.UTF8.GetString(bucket[$"runs/{RunFixture.Run}/report.html"]);
        page.ShouldContain($"\"bytesAfter\":{ManifestOf(bucket).Bytes},");
        page.TrimEnd().ShouldEndWith("</html>");
    }

    [Fact]
    public async Task A_version_is_compared_with_the_one_before_and_the_first_with_none()
    {
        var bucket = await RunFixture.ProbedAsync("ok");
        await RunFixture.JudgeAsync(bucket);
        var first = await RecordAsync(bucket);
        var before = ManifestOf(bucket) with { Bytes = ManifestOf(bucket).Bytes - 1000, LayerVersionArn = "arn:6" };
        bucket.Put(
            BucketKeys.Manifest("pocket/python3.13/x86_64", 6),
            JsonSerializer.Serialize(before, RecordingJson.Default.LayerManifest)
        );
        bucket.Put(BucketKeys.Published("pocket/python3.13/x86_64"), JsonSerializer.Serialize(first with { LayerVersionArn = "arn:6" }));

        var second = await RecordAsync(bucket);

        first.GrowthBytes.ShouldBeNull();
        second.GrowthBytes.ShouldBe(1000);
        ManifestOf(bucket).Compared!.Old.Source.ShouldBe("arn:6");
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

    [Fact]
    public async Task A_signed_layer_s_manifest_has_the_hashes_of_both_archives()
    {
        const string Profile = "arn:aws:signer:eu-west-1:123456789012:/signing-profiles/ours";
        var bucket = await RunFixture.ProbedAsync("ok");
        await RunFixture.JudgeAsync(bucket);
        await ChangePlanAsync(bucket, plan => plan with { SigningProfileArn = Profile });

        var published = await RecordAsync(bucket);

        var manifest = ManifestOf(bucket);
        manifest.CodeSha256.ShouldBe(Convert.ToBase64String(SHA256.HashData(bucket[$"runs/{RunFixture.Run}/layer.zip"])));
        manifest.Signature.ShouldBe(new LayerSignature("signed", Profile, "job-1"));
        manifest.StoredAt.ShouldBeNull();
        published.CodeSha256.ShouldBe("signed");
    }

    [Fact]
    public async Task The_manifest_of_a_layer_that_stays_in_the_bucket_names_the_object_s_version()
    {
        var bucket = await RunFixture.ProbedAsync("ok");
        await RunFixture.JudgeAsync(bucket);
        await ChangePlanAsync(
            bucket,
            plan => plan with { Request = plan.Request with { Publish = new PublishRequest { Storage = LayerStorage.Reference } } }
        );

        await RecordAsync(bucket);

        ManifestOf(bucket).StoredAt.ShouldBe(new StoredObject("layers", "layers/pocket/a.zip", "v1"));
        ManifestOf(bucket).Signature.ShouldBeNull();
    }

    private static async Task ChangePlanAsync(MemoryBucket bucket, Func<BuildPlan, BuildPlan> change)
    {
        var run = bucket.Run(RunFixture.Run);
        var plan = await run.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, CancellationToken.None);
        await run.WriteJsonAsync(RunFiles.Plan, change(plan), PlanningJson.Default.BuildPlan, CancellationToken.None);
    }

    private static LayerManifest ManifestOf(MemoryBucket bucket) =>
        JsonSerializer.Deserialize(bucket[$"runs/{RunFixture.Run}/manifest.json"], RecordingJson.Default.LayerManifest)!;

    private static Task<PublishedLayer> RecordAsync(MemoryBucket bucket) =>
        new RecordFunction(bucket, TimeProvider.System).HandleAsync(
            new RecordInput
            {
                Run = RunFixture.Run,
                Target = "pocket/python3.13/x86_64",
                Execution = "execution",
                LayerVersionArn = "arn:1",
                Version = 7,
                CodeSha256 = "signed",
                SigningJob = "job-1",
                Object = new PublishedObject
                {
                    Bucket = "layers",
                    Key = "layers/pocket/a.zip",
                    Version = "v1",
                },
            },
            InvocationContext.Begin()
        );
}
