using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Shouldly;

namespace LayerPipeline.EndToEnd;

/// <summary>
/// Layers that stay in the stack's bucket, and signed ones. Emulators know neither the field S3ObjectStorageMode nor AWS Signer's jobs, so
/// copies of the state machine do without the field, and copy the object where Signer would write a signed one.
/// </summary>
public sealed class KeepTests(Deployment deployment)
{
    [Fact]
    public async Task A_layer_that_is_kept_is_an_object_that_its_manifest_names_with_its_version()
    {
        Deployment.SkipWithoutEndpoint();
        var stateMachine = await deployment.CopyStateMachineAsync("kept", WithoutStorageMode);
        const string Request = """{"name":"homed","packages":["six"],"python":"3.13","publish":{"storage":"reference"}}""";

        var execution = await Execution.RunAsync(stateMachine, Request);

        execution.Outcome.ShouldBe("published");
        var arn = execution.Build["layerVersionArn"]!.GetValue<string>();
        var stored = (await ManifestAsync(execution.Build, arn))["storedAt"]!;
        stored["bucket"]!.GetValue<string>().ShouldBe(deployment.LayerBucket);
        stored["key"]!.GetValue<string>().ShouldStartWith("layers/homed/python3.13/x86_64/");
        (await Sha256Async(stored)).ShouldBe(await Layers.CodeSha256Async(arn));

        (await Execution.RunAsync(stateMachine, Request)).Outcome.ShouldBe("unchanged");
    }

    [Fact]
    public async Task What_is_published_of_a_layer_that_is_to_be_signed_is_the_signed_object()
    {
        Deployment.SkipWithoutEndpoint();
        var stateMachine = await deployment.CopyStateMachineAsync(
            "signed",
            states =>
            {
                WithoutStorageMode(states);
                Sign(states, "Succeeded");
            }
        );

        var execution = await Execution.RunAsync(
            stateMachine,
            """{"name":"sealed","packages":["six"],"python":"3.13","publish":{"storage":"reference"}}"""
        );

        execution.Outcome.ShouldBe("published");
        var manifest = await ManifestAsync(execution.Build, execution.Build["layerVersionArn"]!.GetValue<string>());
        manifest["storedAt"]!["key"]!.GetValue<string>().ShouldBe("layers/sealed/python3.13/x86_64/signed-job.zip");
        (await Layers.VersionsAsync("sealed")).ShouldBe([1]);
    }

    [Theory]
    [InlineData("unsigned", "Failed", "is Failed. The certificate expired.")]
    [InlineData("endless", "InProgress", "is InProgress after six minutes.")]
    public async Task A_layer_that_is_not_signed_is_not_published(string layer, string status, string words)
    {
        Deployment.SkipWithoutEndpoint();
        var stateMachine = await deployment.CopyStateMachineAsync(layer, states => Sign(states, status));

        var execution = await Execution.RunAsync(stateMachine, $$"""{"name":"{{layer}}","packages":["six"],"python":"3.13"}""");

        execution.ShouldHaveFailed("SigningFailedException", words, "SigningProfileArn");
        await Layers.NothingIsLeftAsync(deployment, layer);
    }

    private static void WithoutStorageMode(JsonObject states)
    {
        var arguments = states["Publish"]!["Arguments"]!;
        var content = arguments["Content"]!.GetValue<string>();
        const string Mode = "{ 'S3ObjectStorageMode': 'REFERENCE' }";
        content.ShouldContain(Mode);
        arguments["Content"] = content.Replace(Mode, "{}", StringComparison.Ordinal);
    }

    /// <summary>A job that is seen to run once and then ends, if at all, with a copy of the object or with a reason.</summary>
    private static void Sign(JsonObject states, string status)
    {
        states["SetVariables"]!["Assign"]!["build"] =
            "{% $merge([$states.input, { 'signingProfile': 'ours', 'signingAccount': '123456789012' }]) %}";
        var prefix = states["StartSigning"]!["Arguments"]!["Destination"]!["S3"]!["Prefix"]!.DeepClone();
        states["StartSigning"] = new JsonObject
        {
            ["Type"] = "Pass",
            ["Assign"] = new JsonObject { ["signingJob"] = "job", ["prefix"] = prefix },
            ["Next"] = "LookAtJob",
        };
        var look = states["LookAtJob"]!;
        look["Resource"] = "arn:aws:states:::aws-sdk:s3:copyObject";
        look["Arguments"] = new JsonObject
        {
            ["Bucket"] = "{% $bucket %}",
            ["Key"] = "{% $prefix & 'job.zip' %}",
            ["CopySource"] = "{% $bucket & '/' & $key %}",
        };
        look["Assign"]!["job"] =
            "{% { 'Status': $jobLooks = 0 ? 'InProgress' : 'STATUS', 'StatusReason': 'The certificate expired.', 'SignedObject': { 'S3': { 'BucketName': $bucket, 'Key': $prefix & 'job.zip' } } } %}".Replace(
                "STATUS",
                status,
                StringComparison.Ordinal
            );
    }

    private async Task<JsonNode> ManifestAsync(JsonNode build, string arn) =>
        JsonNode.Parse(
            await File.ReadAllTextAsync(
                await GetAsync(deployment.Bucket, $"published/{build["target"]!.GetValue<string>()}/{arn.Split(':')[^1]}.json")
            )
        )!;

    private static async Task<string> Sha256Async(JsonNode stored)
    {
        var file = await GetAsync(
            stored["bucket"]!.GetValue<string>(),
            stored["key"]!.GetValue<string>(),
            "--version-id",
            stored["version"]!.GetValue<string>()
        );
        return Convert.ToBase64String(SHA256.HashData(await File.ReadAllBytesAsync(file)));
    }

    private static async Task<string> GetAsync(string bucket, string key, params string[] more)
    {
        var file = Path.GetTempFileName();
        await AwsCli.RunAsync(["s3api", "get-object", "--bucket", bucket, "--key", key, .. more, file]);
        return file;
    }
}
