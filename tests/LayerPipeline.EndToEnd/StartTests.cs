using System.Globalization;
using System.Text.RegularExpressions;
using Shouldly;

namespace LayerPipeline.EndToEnd;

public sealed partial class StartTests(Deployment deployment)
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

    [Fact]
    public async Task At_a_terminal_the_steps_that_are_done_are_shown_until_the_build_ends()
    {
        Deployment.SkipWithoutEndpoint();
        var request = await WriteAsync("""{"name":"watched","packages":["six"],"python":"3.13"}""");

        var (code, shown) = await LayerPipelineCli.RunAtTerminalAsync(
            "start",
            request,
            "--state-machine",
            deployment.StateMachine,
            "--wait"
        );

        File.Delete(request);
        code.ShouldBe(0, shown);
        var looks = Look()
            .Matches(shown)
            .Select(look => (Done: Number(look, "done"), Seconds: Number(look, "seconds")))
            .Distinct()
            .ToList();
        looks.Count.ShouldBeGreaterThan(1, shown);
        looks.Select(look => look.Done).ShouldBeInOrder(SortDirection.Ascending, "steps that are done stay done");
        looks.Select(look => look.Seconds).ShouldBeInOrder(SortDirection.Ascending);
        looks[^1].Done.ShouldBeGreaterThan(1, "planning alone is no build: " + shown);
        Latest().Matches(shown).Select(state => state.Groups["state"].Value).Distinct().Count().ShouldBeGreaterThan(1, shown);
        shown.ShouldContain("published");
    }

    private static int Number(Match look, string group) => int.Parse(look.Groups[group].Value, CultureInfo.InvariantCulture);

    /// <summary>Planning and the six steps of the one build.</summary>
    [GeneratedRegex(@"[█░]{20} (?<done>\d+) of 7 steps, (?<seconds>\d+) s", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Look();

    [GeneratedRegex(@"steps, \d+ s, after (?<state>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Latest();

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
