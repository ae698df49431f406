namespace LayerPipeline.Cli.Tests;

/// <summary><c>start</c> up to where AWS begins: what is wrong is said before anybody is asked.</summary>
[Collection(CliGroup.Name)]
public sealed class StartTests : IDisposable
{
    private const string Arn = "arn:aws:states:eu-west-1:123456789012:stateMachine:layer-pipeline";

    private readonly CliFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task The_state_machine_must_be_named()
    {
        _folders.Write("request.json", """{"packages": ["alpha"]}""");

        var run = await CliRun.RunAsync("start", "request.json");

        run.ExitCode.ShouldBe(2, run.Output);
        run.Error.ShouldContain("--state-machine");
        run.Error.ShouldContain("'layer-pipeline start --help' lists what is allowed");
    }

    [Theory]
    [InlineData("layer-pipeline")]
    [InlineData("arn:aws:states:eu-west-1:1234:stateMachine:layer-pipeline")]
    [InlineData("arn:aws:lambda:eu-west-1:123456789012:function:layer-pipeline")]
    public async Task What_is_not_the_ARN_of_a_state_machine_is_refused(string arn)
    {
        _folders.Write("request.json", """{"packages": ["alpha"]}""");

        var run = await CliRun.RunAsync("start", "request.json", "--state-machine", arn);

        run.ExitCode.ShouldBe(2, run.Output);
        run.Error.ShouldContain($"--state-machine: '{arn}' is");
        run.Error.ShouldContain("It is the stack's output StateMachineArn.");
    }

    [Theory]
    [InlineData("{\"packages\": [\"alpha\"], \"pythons\": \"3.13\"}", "did you mean 'python'?")]
    [InlineData("{\"packages\": [\"alpha\"], \"python\": \"3.6\"}", "python")]
    [InlineData("{\"packages\": [", "JSON")]
    public async Task A_request_that_can_t_be_built_is_refused_before_AWS_is_asked(string request, string cause)
    {
        _folders.Write("request.json", request);

        var run = await CliRun.RunAsync("start", "request.json", "--state-machine", Arn);

        run.ExitCode.ShouldBe(2, run.Output);
        run.Error.ShouldContain(cause);
        run.Output.ShouldNotContain("Start");
    }

    [Theory]
    [InlineData("""{"requirementsFile": "none.txt"}""", "requirementsFile: there is no file 'none.txt'")]
    [InlineData("""{"requirementsFile": "bad.txt"}""", "requirements, line 1: '-e' is a pip option")]
    [InlineData("""{"requirementsFile": "long.txt"}""", "'long.txt' and the request have ")]
    [InlineData(
        """{"requirementsFile": "bad.txt", "requirements": "alpha"}""",
        "is sent as \"requirements\", which the request has as well"
    )]
    public async Task The_file_that_a_request_names_is_sent_with_it_or_it_is_said_why_not(string request, string problem)
    {
        _folders.Write("request.json", request);
        _folders.Write("bad.txt", "-e .\n");
        _folders.Write("long.txt", new string('#', 262_144));

        var run = await CliRun.RunAsync("start", "request.json", "--state-machine", Arn);

        run.ExitCode.ShouldBe(2, run.Output);
        run.Error.ShouldContain(problem);
    }

    [Fact]
    public async Task A_missing_request_is_named()
    {
        var run = await CliRun.RunAsync("start", "nowhere.json", "--state-machine", Arn);

        run.ExitCode.ShouldBe(2, run.Output);
        run.Error.ShouldContain("nowhere.json");
    }
}
