using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;
using LayerPipeline.Testing;
using Shouldly;

[assembly: AssemblyFixture(typeof(LayerPipeline.EndToEnd.Deployment))]

namespace LayerPipeline.EndToEnd;

/// <summary>The product as a user deploys it, once for all tests: published, packaged, deployed with the <c>aws</c> command.</summary>
public sealed class Deployment : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("layer-pipeline-").FullName;
    private readonly Dictionary<string, string> _outputs = new(StringComparer.Ordinal);

    public string Name { get; } = $"layer-pipeline-{Guid.NewGuid().ToString("N")[..8]}";

    public string Bucket => _outputs["Bucket"];

    /// <summary>Where layers are that Lambda reads from S3.</summary>
    public string LayerBucket => _outputs["LayerBucket"];

    public string FailureTopic => _outputs["FailureTopic"];

    public string StateMachine => _outputs["StateMachineArn"];

    private static bool HasEndpoint => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL"));

    /// <summary>An emulator runs functions on this machine's processor, whatever the template says.</summary>
    private static bool IsLocal => new Uri(Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL")!).IsLoopback;

    public static void SkipWithoutEndpoint() =>
        Assert.SkipUnless(HasEndpoint, "AWS_ENDPOINT_URL is not set: point it at an AWS emulator or at an account's endpoint.");

    public async ValueTask InitializeAsync()
    {
        if (!HasEndpoint)
        {
            return;
        }

        await LayOutAsync();
        var uploads = $"{Name}-uploads";
        await AwsCli.RunAsync("s3api", "create-bucket", "--bucket", uploads);
        await DeployAsync(uploads);
        var description = await AwsCli.RunAsync("cloudformation", "describe-stacks", "--stack-name", Name);
        foreach (var output in description!["Stacks"]![0]!["Outputs"]!.AsArray())
        {
            _outputs[output!["OutputKey"]!.GetValue<string>()] = output["OutputValue"]!.GetValue<string>();
        }

        // The template says so too, but not every emulator of CloudFormation passes it on.
        await AwsCli.RunAsync(
            "s3api",
            "put-bucket-notification-configuration",
            "--bucket",
            Bucket,
            "--notification-configuration",
            """{"EventBridgeConfiguration":{}}"""
        );
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The physical name of something in the template.</summary>
    public async Task<string> ResourceAsync(string logicalId)
    {
        var answer = await AwsCli.RunAsync("cloudformation", "describe-stack-resources", "--stack-name", Name);
        return answer!["StackResources"]!.AsArray().Single(resource => resource!["LogicalResourceId"]?.GetValue<string>() == logicalId)![
            "PhysicalResourceId"
        ]!.GetValue<string>();
    }

    /// <summary>A copy of the state machine with something changed that the services can't be made to do.</summary>
    /// <param name="name">What distinguishes the copy's name.</param>
    /// <param name="change">Changes the states of a build.</param>
    /// <param name="changeOuter">Changes the states around the builds.</param>
    public async Task<string> CopyStateMachineAsync(string name, Action<JsonObject> change, Action<JsonObject>? changeOuter = null)
    {
        var original = await DescribeStateMachineAsync();
        var definition = JsonNode.Parse(original["definition"]!.GetValue<string>())!.AsObject();
        changeOuter?.Invoke(definition["States"]!.AsObject());
        change(definition["States"]!["Builds"]!["ItemProcessor"]!["States"]!.AsObject());
        return await CreateStateMachineAsync(name, definition, original["roleArn"]!.GetValue<string>());
    }

    /// <summary>Makes many calls of a service alike, as the workflow may: a process for each would cost more than the test.</summary>
    /// <param name="action">For example <c>lambda:publishLayerVersion</c>.</param>
    /// <param name="arguments">What each call is given.</param>
    /// <param name="times">How many.</param>
    public async Task CallAsync(string action, JsonObject arguments, int times)
    {
        var original = await DescribeStateMachineAsync();
        var call = new JsonObject
        {
            ["Type"] = "Task",
            ["Resource"] = $"arn:aws:states:::aws-sdk:{action}",
            ["Arguments"] = arguments,
            ["End"] = true,
        };
        var calls = new JsonObject
        {
            ["Type"] = "Map",
            ["Items"] = $"{{% [1..{times}] %}}",
            ["MaxConcurrency"] = 5,
            ["ItemProcessor"] = new JsonObject
            {
                ["StartAt"] = "Call",
                ["States"] = new JsonObject { ["Call"] = call },
            },
            ["End"] = true,
        };
        var definition = new JsonObject
        {
            ["QueryLanguage"] = "JSONata",
            ["StartAt"] = "Calls",
            ["States"] = new JsonObject { ["Calls"] = calls },
        };
        var name = $"calls-{Guid.NewGuid().ToString("N")[..8]}";
        var stateMachine = await CreateStateMachineAsync(name, definition, original["roleArn"]!.GetValue<string>());
        var execution = await Execution.RunAsync(stateMachine, "{}");
        execution.Status.ShouldBe("SUCCEEDED", execution.Cause);
    }

    private async Task<JsonNode> DescribeStateMachineAsync() =>
        (await AwsCli.RunAsync("stepfunctions", "describe-state-machine", "--state-machine-arn", StateMachine))!;

    private async Task<string> CreateStateMachineAsync(string name, JsonObject definition, string role)
    {
        var created = await AwsCli.RunAsync(
            "stepfunctions",
            "create-state-machine",
            "--name",
            $"{Name}-{name}",
            "--definition",
            definition.ToJsonString(),
            "--role-arn",
            role
        );
        return created!["stateMachineArn"]!.GetValue<string>();
    }

    /// <summary>The template beside what <c>sam build</c> would put into the functions' place.</summary>
    private async Task LayOutAsync()
    {
        File.Copy(Repository.Find("template.yaml"), Path.Combine(_folder, "template.yaml"));
        Directory.CreateDirectory(Path.Combine(_folder, "src", "Workflow"));
        const string Definition = "src/Workflow/layer-pipeline.asl.json";
        File.Copy(Repository.Find(Definition), Path.Combine(_folder, Definition));
        await RunAsync(
            "dotnet",
            "publish",
            Repository.Find("src/LayerPipeline.Functions"),
            "--configuration",
            "Release",
            "--runtime",
            IsLocal && RuntimeInformation.OSArchitecture == Architecture.X64 ? "linux-x64" : "linux-arm64",
            "--output",
            Path.Combine(_folder, "src", "LayerPipeline.Functions"),
            // An account gets the packages themselves, or the publish fails; an emulator gets what this machine's feed has.
            $"-p:LayerPipelineAllowStandIns={(IsLocal ? "true" : "false")}",
            "--nologo"
        );
    }

    private async Task DeployAsync(string uploads)
    {
        var packaged = Path.Combine(_folder, "packaged.yaml");
        await RunAsync(
            "aws",
            "cloudformation",
            "package",
            "--template-file",
            Path.Combine(_folder, "template.yaml"),
            "--s3-bucket",
            uploads,
            "--output-template-file",
            packaged
        );
        await RunAsync(
            "aws",
            "cloudformation",
            "deploy",
            "--template-file",
            packaged,
            "--stack-name",
            Name,
            "--s3-bucket",
            uploads,
            "--capabilities",
            "CAPABILITY_IAM",
            "--parameter-overrides",
            "ProbeConcurrency=1"
        );
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var result = await CliWrap
            .Cli.Wrap(program)
            .WithArguments(arguments)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        result.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}\n{result.StandardOutput}\n{result.StandardError}");
    }
}
