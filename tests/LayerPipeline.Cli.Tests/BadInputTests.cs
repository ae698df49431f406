using System.Text.Json;

namespace LayerPipeline.Cli.Tests;

[Collection(CliGroup.Name)]
public sealed class BadInputTests : IDisposable
{
    private readonly CliFolders _folders = new();

    public BadInputTests() => BadInputFiles.Write(_folders);

    public static TheoryData<string> Names => [.. BadInputs.All.Keys];

    public static TheoryData<string> NamesWithoutPython =>
        [.. BadInputs.All.Where(item => !item.Value.NeedsPython).Select(item => item.Key)];

    public void Dispose() => _folders.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_bad_input_names_cause_and_next_step_and_leaves_nothing(string name)
    {
        var input = BadInputs.All[name];
        var arguments = await ArgumentsAsync(input);
        var before = _folders.Listing();

        var run = await CliRun.RunAsync(arguments);

        run.ExitCode.ShouldBe(input.ExitCode, run.Error);
        run.Error.ShouldStartWith("error: ");
        run.Error.ShouldContain(input.Cause);
        run.Error.ShouldContain(input.Next);
        run.Error.ShouldNotContain("   at ");
        run.Error.ShouldNotContain("Exception");
        run.Error.ShouldNotContain("System.");
        _folders.Listing().ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(NamesWithoutPython))]
    public async Task With_json_a_bad_input_is_told_on_the_last_line(string name)
    {
        var input = BadInputs.All[name];

        var run = await CliRun.RunAsync(["--json", .. input.Split("", "")]);

        run.ExitCode.ShouldBe(input.ExitCode, run.Error);
        using var last = JsonDocument.Parse(run.Lines[^1]);
        last.RootElement.GetProperty("error").GetString().ShouldNotBeNullOrEmpty();
        last.RootElement.GetProperty("message").GetString()!.ShouldContain(input.Cause);
    }

    [Fact]
    public async Task Without_any_Python_the_search_says_what_to_do()
    {
        var before = _folders.Listing();

        var run = await CliRun.RunAsync(["build", "alpha", "--python", "3.13"], _ => null);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("No Python 3.13 with pip was found");
        run.Error.ShouldContain("uv python install 3.13");
        _folders.Listing().ShouldBe(before);
    }

    [Fact]
    public async Task A_fault_of_ours_names_a_log_that_holds_all_of_it()
    {
        var run = await CliRun.RunAsync(["build", "alpha"], _ => throw new InvalidOperationException("out of order"));

        run.ExitCode.ShouldBe(1);
        var log = Directory.EnumerateFiles(_folders.Temporary).ShouldHaveSingleItem();
        run.Error.ShouldBe($"Internal error: out of order\nPlease report it and attach {log}.\n");
        (await File.ReadAllTextAsync(log)).ShouldContain("   at ");
    }

    [Fact]
    public async Task A_fault_whose_log_can_not_be_written_is_told_all_the_same()
    {
        Environment.SetEnvironmentVariable("TMPDIR", _folders["nowhere"]);

        var run = await CliRun.RunAsync(["build", "alpha"], _ => throw new InvalidOperationException("out of order"));

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldStartWith("Internal error: out of order\nPlease report it. No log could be written: ");
        run.Error.ShouldNotContain("   at ");
    }

    private static async Task<string[]> ArgumentsAsync(BadInput input)
    {
        if (!input.NeedsPython)
        {
            return input.Split("", "");
        }

        var interpreter = await TestInterpreter.NewestOrSkipAsync();
        return input.Split(interpreter.Path, interpreter.Minor);
    }
}
