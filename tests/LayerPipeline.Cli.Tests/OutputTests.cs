using System.Text.Json;
using LayerPipeline.Checking;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Cli.Output;
using LayerPipeline.Reporting;
using Spectre.Console;
using Spectre.Console.Rendering;
using Spectre.Console.Testing;

namespace LayerPipeline.Cli.Tests;

public sealed class OutputTests : IDisposable
{
    private readonly TestConsole _console = new();

    public OutputTests() => _console.Profile.Width = 200;

    public void Dispose() => _console.Dispose();

    [Fact]
    public async Task Plain_output_is_a_line_a_step_with_its_seconds()
    {
        await ShowAsync(new PlainOutput(_console));

        _console.Lines[0].ShouldMatch(@"\AInstall     \[3\] packages \([0-9]+\.[0-9] s\)\z");
        _console.Lines[1].ShouldBe("warning: [python3.10] is deprecated");
        _console.Lines[2].ShouldBe("[said]");
        _console.Output.ShouldNotContain("working");
    }

    [Fact]
    public async Task Live_output_shows_what_goes_on_and_leaves_a_line_a_step()
    {
        _console.Interactive();
        _console.Profile.Capabilities.Ansi = true;

        await ShowAsync(new LiveOutput(_console));

        _console.Output.ShouldContain("✓ Install     [3] packages (");
        _console.Output.ShouldContain("warning: [python3.10] is deprecated");
    }

    [Fact]
    public async Task Json_output_is_one_object_a_line()
    {
        using var writer = new StringWriter();

        await ShowAsync(new JsonOutput(writer));

        var lines = writer
            .ToString()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();
        lines[0].GetProperty("step").GetString().ShouldBe("Install");
        lines[0].GetProperty("detail").GetString().ShouldBe("[3] packages");
        lines[0].GetProperty("seconds").GetDouble().ShouldBeGreaterThanOrEqualTo(0);
        lines[1].GetProperty("warning").GetString().ShouldBe("[python3.10] is deprecated");
        lines[2].GetProperty("result").GetString().ShouldBe("[said]");
        lines[3].GetProperty("verification").GetProperty("passed").GetBoolean().ShouldBeFalse();
        lines.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Quiet_output_says_nothing()
    {
        await ShowAsync(new QuietOutput());

        _console.Output.ShouldBeEmpty();
    }

    [Fact]
    public void Numbers_of_a_large_layer_are_whole_in_a_narrow_window()
    {
        _console.Profile.Width = 80;
        var table = SummaryTables.NewTable("Distribution", "Bytes before", "Bytes after", "Bytecode", "Files before", "Files after");
        table.AddRow("python-dateutil", "111,865,533", "97,148,979", "13,328,956", "11,434", "10,726");

        _console.Write(table);

        _console.Lines.Single(line => line.Contains("python-dateutil")).ShouldMatch("111,865,533 +97,148,979 +13,328,956 +11,434 +10,726");
    }

    [Fact]
    public void A_verification_shows_each_gate_with_what_was_measured()
    {
        new PlainOutput(_console).Summarize(Verification());

        _console.Output.ShouldContain("FAIL");
        _console.Output.ShouldContain("[5] of 3 bytes");
        _console.Output.ShouldContain("too [large]");
        _console.Output.ShouldContain("A gate failed.");
        Should.Throw<LayerRefusedException>(() => Verification().ThrowIfFailed()).Message.ShouldContain("size: [5] of 3 bytes");
    }

    [Fact]
    public async Task Foreign_control_characters_are_shown_as_signs_and_the_consoles_own_stay()
    {
        using var hook = new RenderHookScope(_console, new TerminalText());
        _console.Interactive().EmitAnsiSequences();

        await new LiveOutput(_console).StepAsync("Install", WorkAsync, _ => "done \u001b[2J");
        new LiveOutput(_console).Warn("first\nsecond \u001b[2J");

        _console.Output.ShouldContain("done ␛[2J");
        _console.Output.ShouldContain("first\nsecond ␛[2J");
        _console.Output.ShouldContain("\u001b[");
        _console.Output.ShouldNotContain("\u001b[2J");
        _console.Output.ShouldNotContain("\u001b]0;");

        static Task<int> WorkAsync(Action<string> progress)
        {
            progress("working \u001b]0;pip\u0007");
            return Task.FromResult(3);
        }
    }

    [Theory]
    [InlineData("plain\ttext\n", "plain\ttext\n")]
    [InlineData("a\r\nb\rc", "a\r\nb␍c")]
    [InlineData("\0\a\b\u001b\u007f\u009b", "␀␇␈␛␡\uFFFD")]
    [InlineData("größer → 日本", "größer → 日本")]
    public void Control_characters_other_than_tabs_and_ends_of_lines_become_signs(string text, string expected)
    {
        using var writer = new StringWriter();
        using var terminal = new TerminalWriter(writer);

        terminal.Write(text);
        terminal.WriteLine(text);

        TerminalText.Of(text).ShouldBe(expected);
        writer.ToString().ShouldBe(expected + expected + Environment.NewLine);
    }

    private static async Task ShowAsync(IBuildOutput output)
    {
        var result = await output.StepAsync("Install", Work, count => $"[{count}] packages");
        output.Warn("[python3.10] is deprecated");
        output.Say("[said]");
        output.Summarize(Verification());
        result.ShouldBe(3);
    }

    private static Task<int> Work(Action<string> progress)
    {
        progress("[working] " + new string('x', 300));
        return Task.FromResult(3);
    }

    private static Verification Verification() =>
        new()
        {
            Archive = "layer.zip",
            Gates =
            [
                new GateResult
                {
                    Gate = "size",
                    Status = GateStatus.Fail,
                    Measured = "[5] of 3 bytes",
                    Message = "too [large]",
                },
            ],
            Failed = [],
        };
}
