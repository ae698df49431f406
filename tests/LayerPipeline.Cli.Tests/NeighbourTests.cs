using System.Text.Json;

namespace LayerPipeline.Cli.Tests;

/// <summary>What distributions do to each other, and what pip warns of.</summary>
[Collection(CliGroup.Name)]
public sealed class NeighbourTests : IDisposable
{
    private readonly CliFolders _folders = new();

    private MadeWheels Wheels => new(_folders["wheels"]);

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task Two_owners_of_one_file_are_a_warning_with_both_names_and_the_layer_is_built()
    {
        var wheels = Wheels
            .With("token-one", [], ("tokens/__init__.py", "WHO = 'one'\n"), ("tokens/of_one.py", "from tokens import WHO\nassert WHO == 'one'\n"))
            .With("token-two", [], ("tokens/__init__.py", "WHO = 'two'\n"), ("tokens/of_two.py", "from tokens import WHO\nassert WHO == 'two'\n"));

        var run = await BuildAsync(wheels, "token-one", "token-two");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("warning: token-one and token-two install the same file, each with contents of its own: tokens/__init__.py.");
        run.Output.ShouldContain("1 of 2 requested distributions works before pruning");
        run.Output.ShouldContain("has overwritten tokens of it: see the gate shared-files");
    }

    [Fact]
    public async Task The_same_file_of_two_distributions_is_none()
    {
        var wheels = Wheels
            .With("part-one", [], ("parts/__init__.py", ""), ("parts/one.py", ""))
            .With("part-two", [], ("parts/__init__.py", ""), ("parts/two.py", ""));

        var run = await BuildAsync(wheels, "part-one", "part-two");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldNotContain("install the same file");
    }

    [Fact]
    public async Task Half_of_what_the_runtime_has_is_a_warning_with_versions()
    {
        var wheels = Wheels
            .With("botocore", [], ("botocore/__init__.py", ""))
            .With("tracer", ["botocore"], ("tracer/__init__.py", "import botocore\n"));

        var run = await BuildAsync(wheels, "tracer");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("warning: The layer has botocore 1.0, but not boto3, so a function gets boto3 from python3.");
    }

    [Fact]
    public async Task What_pip_warns_of_is_told_once_and_is_in_the_report()
    {
        var wheels = Wheels.With("plain", [], ("plain/__init__.py", ""));

        var run = await BuildAsync(wheels, "plain[fast]");

        run.ExitCode.ShouldBe(0, run.Error);
        const string Warning = "plain 1.0 does not provide the extra 'fast'";
        run.Output.Split("warning: pip: " + Warning).Length.ShouldBe(2, run.Output);
        var install = JsonDocument.Parse(await File.ReadAllTextAsync(_folders["out/install.json"]));
        install.RootElement.GetProperty("warnings").EnumerateArray().Single().GetString().ShouldBe(Warning);
    }

    [Fact]
    public async Task A_withdrawn_version_is_told_as_JSON_too()
    {
        Wheels.With("plain", [], ("plain/__init__.py", ""));
        var page = _folders["page.html"];
        var file = new Uri(_folders["wheels/plain-1.0-py3-none-any.whl"]).AbsoluteUri;
        await File.WriteAllTextAsync(page, $"<!DOCTYPE html><a href=\"{file}\" data-yanked=\"It loses data.\">plain-1.0-py3-none-any.whl</a>");

        var run = await BuildAsync(new MadeWheels(page), "plain==1.0", "--json");

        run.ExitCode.ShouldBe(0, run.Output + run.Error);
        run.Lines.Count(line => line.StartsWith("{\"warning\":\"pip: The candidate selected", StringComparison.Ordinal)).ShouldBe(1);
        var build = JsonDocument.Parse(run.Lines[^1]).RootElement.GetProperty("build");
        build.GetProperty("installWarnings").EnumerateArray().Single().GetString()!.ShouldEndWith("Reason for being yanked: It loses data.");
    }

    private async Task<CliRun> BuildAsync(MadeWheels wheels, params string[] packages)
    {
        var python = await TestInterpreter.NewestOrSkipAsync();
        return await CliRun.RunAsync([
            "build",
            .. packages,
            "--interpreter",
            python.Path,
            "--python",
            python.Minor,
            "--no-measure",
            "--output",
            "out",
            .. wheels.Options,
        ]);
    }
}
