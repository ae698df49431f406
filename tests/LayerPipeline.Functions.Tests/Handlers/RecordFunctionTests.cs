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
using LayerPipeline.Probing;
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
    public async Task The_report_has_what_each_module_took_in_the_throwaway_function_and_the_manifest_the_slowest()
    {
        var bucket = await RunFixture.ProbedAsync("ok");
        await RunFixture.JudgeAsync(bucket);
        var run = bucket.Run(RunFixture.Run);
        var candidate = await run.ReadJsonAsync(RunFiles.Candidate, ProbingJson.Default.ProbeReport, CancellationToken.None);
        var start = new ProbeStart
        {
            Id = "pocket",
            Modules = ["pocket"],
            Seconds = 0.02,
            Times = new Dictionary<string, double> { ["pocket"] = 12.5, ["typing"] = 3.5 },
        };
        await run.WriteJsonAsync(
            RunFiles.Candidate,
            candidate with
            {
                Starts = [start],
            },
            ProbingJson.Default.ProbeReport,
            CancellationToken.None
        );

        await RecordAsync(bucket);

        var page = Encoding.UTF8.GetString(bucket[$"runs/{RunFixture.Run}/report.html"]);
        page.ShouldContain("\"ownModules\":[{\"module\":\"typing\",\"milliseconds\":3.5}]");
        page.ShouldContain("12.5");
        var recorded = ManifestOf(bucket).Startup.ShouldHaveSingleItem();
        recorded.Slowest.Select(slow => slow.Module).ShouldBe(["pocket", "typing"]);
        recorded.Times.ShouldBeNull("it would make the manifest three times as long");
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

    [Fact]
    public async Task What_Record_answers_says_what_changed_with_the_files_of_the_run_before()
    {
        var bucket = await PublishedBeforeAsync();

        var change = (await ChangeAsync(bucket)).ShouldNotBeNull();

        change.GetProperty("previous").GetString().ShouldBe("arn:6");
        change.GetProperty("bytes").GetInt64().ShouldBe(change.GetProperty("bytesBefore").GetInt64() + 1000);
        var upgraded = change.GetProperty("upgraded").EnumerateArray().ShouldHaveSingleItem();
        (upgraded.GetProperty("name").GetString(), upgraded.GetProperty("before").GetString()).ShouldBe(("pocket", "0.9"));
        change.GetProperty("counts").GetProperty("filesAdded").GetInt32().ShouldBe(0);
        change.GetProperty("counts").GetProperty("modulesLost").GetInt32().ShouldBe(0);
        bucket.Keys.ShouldContain(BucketKeys.Claim("pocket/python3.13/x86_64"), "only what is registered gives the claim back");
        VersionBefore(bucket).ShouldBe("arn:6", "what is not announced yet must not be unchanged");
    }

    [Fact]
    public async Task Where_the_run_before_is_gone_or_damaged_its_manifest_alone_is_compared()
    {
        var bucket = await PublishedBeforeAsync();
        bucket.Put("runs/before/candidate.json", "no JSON");

        var change = (await ChangeAsync(bucket)).ShouldNotBeNull();

        change.TryGetProperty("counts", out _).ShouldBeFalse();
        change.GetProperty("upgraded").GetArrayLength().ShouldBe(1);
    }

    /// <summary>A version 6 of another run that had an earlier pocket, and a claim of the execution.</summary>
    private static async Task<MemoryBucket> PublishedBeforeAsync()
    {
        var bucket = await RunFixture.ProbedAsync("ok");
        await RunFixture.JudgeAsync(bucket);
        var first = await RecordAsync(bucket);
        var manifest = ManifestOf(bucket);
        var before = manifest with
        {
            Bytes = manifest.Bytes - 1000,
            LayerVersionArn = "arn:6",
            Distributions = [.. manifest.Distributions.Select(item => item with { Version = "0.9" })],
        };
        foreach (var name in new[] { RunFiles.Layer, RunFiles.Candidate })
        {
            bucket.Put($"runs/before/{name}", bucket[$"runs/{RunFixture.Run}/{name}"]);
        }

        return bucket
            .Put(BucketKeys.Manifest("pocket/python3.13/x86_64", 6), JsonSerializer.Serialize(before, RecordingJson.Default.LayerManifest))
            .Put(
                BucketKeys.Published("pocket/python3.13/x86_64"),
                JsonSerializer.Serialize(first with { LayerVersionArn = "arn:6", Run = "before" })
            )
            .Put(BucketKeys.Claim("pocket/python3.13/x86_64"), """{"execution":"execution","run":"r","since":"2026-11-26T00:00:00Z"}""");
    }

    private static string VersionBefore(MemoryBucket bucket) =>
        JsonDocument
            .Parse(bucket[BucketKeys.Published("pocket/python3.13/x86_64")])
            .RootElement.GetProperty("layerVersionArn")
            .GetString()!;

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

    private static async Task<PublishedLayer> RecordAsync(MemoryBucket bucket)
    {
        await ChangeAsync(bucket);
        return await new RegisterFunction(bucket, TimeProvider.System).HandleAsync(
            new RegisterInput
            {
                Run = RunFixture.Run,
                Target = "pocket/python3.13/x86_64",
                Execution = "execution",
                LayerVersionArn = "arn:1",
            },
            InvocationContext.Begin()
        );
    }

    private static async Task<JsonElement?> ChangeAsync(MemoryBucket bucket)
    {
        var recorded = await new RecordFunction(bucket).HandleAsync(
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
        return recorded.Change;
    }
}
