using Shouldly;

namespace LayerPipeline.EndToEnd;

public sealed class StartTests(Deployment deployment)
{
    [Fact]
    public async Task The_command_line_starts_a_build_and_tells_how_it_ended()
    {
        Deployment.SkipWithoutEndpoint();
        var request = await WriteAsync("""{"name":"from-shell","packages":["six"],"python":"3.13"}""");

        var result = await StartAsync(request);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldContain("published");
        (await Layers.VersionsAsync("from-shell")).ShouldBe([1]);
    }

    [Fact]
    public async Task A_failed_build_fails_the_command_with_the_cause()
    {
        Deployment.SkipWithoutEndpoint();
        var request = await WriteAsync("""{"name":"from-shell-failing","packages":["no-such-package-anywhere"]}""");

        var result = await StartAsync(request);

        result.ExitCode.ShouldBe(3);
        result.Error.ShouldContain("InstallFailedException");
        result.Error.ShouldContain("no-such-package-anywhere");
    }

    private async Task<(int ExitCode, string Output, string Error)> StartAsync(string request)
    {
        var result = await LayerPipelineCli.RunAsync("start", request, "--state-machine", deployment.StateMachine, "--wait");
        File.Delete(request);
        return (result.ExitCode, result.StandardOutput, result.StandardError);
    }

    private static async Task<string> WriteAsync(string request)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, request);
        return file;
    }
}
