namespace LayerPipeline.Cli.Tests;

[Collection(CliGroup.Name)]
public sealed class HelpTests
{
    public static TheoryData<string> Verbs { get; } =
    ["demo", "build", "verify", "analyze", "compare", "why", "sbom", "plan", "step", "prune", "restore", "inflate", "start"];

    [Fact]
    public async Task Without_arguments_the_commands_are_listed()
    {
        var run = await CliRun.RunAsync();

        run.ExitCode.ShouldBe(0);
        run.Error.ShouldBeEmpty();
        foreach (string verb in Verbs)
        {
            run.Output.ShouldContain($"\n  {verb} ");
        }
    }

    [Fact]
    public async Task No_command_is_missing_from_these_tests()
    {
        var lines = (await CliRun.RunAsync()).Lines;

        lines
            .SkipWhile(line => line != "Commands:")
            .Skip(1)
            .TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal))
            .Where(line => line[2] != ' ')
            .Select(line => line.Trim().Split(' ')[0])
            .ShouldBe(Verbs.Select(verb => verb.Data), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Each_command_describes_its_arguments_and_options(string verb)
    {
        var run = await CliRun.RunAsync(verb, "--help");

        run.ExitCode.ShouldBe(0);
        run.Error.ShouldBeEmpty();
        run.Output.ShouldContain($" {verb} ");
        // An option or argument without a description would end its line at its name.
        var options = run.Lines.Where(line => line.StartsWith("  -", StringComparison.Ordinal)).ToList();
        options.ShouldNotBeEmpty();
        options.ShouldAllBe(line => line.Trim().Split("  ", 2).Length == 2);
    }

    [Theory]
    [InlineData("bogus --help", "'bogus' is not a command")]
    [InlineData("verify layer.zip more --help", "'more' is not understood")]
    public async Task Help_on_what_is_not_there_is_bad_input(string arguments, string cause)
    {
        var run = await CliRun.RunAsync(arguments.Split(' '));

        run.ExitCode.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain(cause);
    }

    [Fact]
    public async Task The_version_is_told()
    {
        var run = await CliRun.RunAsync("--version");

        run.ExitCode.ShouldBe(0);
        run.Output.ShouldStartWith("0.");
    }
}
