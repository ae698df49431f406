using System.Text.Json;

namespace LayerPipeline.Cli.Tests;

/// <summary>What distributions do to each other, and what pip warns of.</summary>
[Collection(CliGroup.Name)]
public sealed class NeighbourTests : IDisposable
{
    private const string Long = "LAYERPIPELINE_LONG is not 1: one build of each kind is enough while one works";

    private readonly CliFolders _folders = new();

    private MadeWheels Wheels => new(_folders["wheels"]);

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task Two_owners_of_one_file_are_a_warning_with_both_names_and_the_layer_is_built()
    {
        var wheels = Wheels
            .With(
                "token-one",
                [],
                ("tokens/__init__.py", "WHO = 'one'\n"),
                ("tokens/of_one.py", "from tokens import WHO\nassert WHO == 'one'\n")
            )
            .With(
                "token-two",
                [],
                ("tokens/__init__.py", "WHO = 'two'\n"),
                ("tokens/of_two.py", "from tokens import WHO\nassert WHO == 'two'\n")
            );

        var run = await BuildAsync(wheels, "token-one", "token-two");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain(
            "warning: token-one and token-two install the same file, each with contents of its own: tokens/__init__.py."
        );
        run.Output.ShouldContain("1 of 2 requested distributions work before pruning");
        run.Output.ShouldContain("has overwritten tokens of it: see the gate shared-files");
    }

    [Fact]
    public async Task The_same_file_of_two_distributions_is_none()
    {
        Assert.SkipUnless(Effort.IsLong, Long);
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
    public async Task What_the_runtime_provides_is_left_out_on_request_with_what_only_it_needs()
    {
        var wheels = WithSdk().With("client", ["boto3", "common"], ("client/__init__.py", "import boto3\n"), ("client_tools.py", ""));

        var run = await BuildAsync(wheels, "client", "--runtime-provides", "use");

        run.ExitCode.ShouldBe(0, run.Error + run.Output);
        run.Output.ShouldContain("2 distributions with pip");
        run.Output.ShouldContain("; 3 left to the runtime");
        run.Output.ShouldContain("Left to the runtime, in its own versions: boto3, botocore, sdk-only");
        var entries = SmallZip.Read(_folders["out/layer.zip"]).Keys;
        entries.ShouldContain("python/common/__init__.py");
        entries.ShouldNotContain(name =>
            name.Contains("boto", StringComparison.Ordinal) || name.Contains("sdk_only", StringComparison.Ordinal)
        );
        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(_folders["out/manifest.json"]));
        Names(manifest.RootElement.GetProperty("distributions")).ShouldBe(["client", "common"]);
        Names(manifest.RootElement.GetProperty("leftOut")).ShouldBe(["boto3", "botocore", "sdk-only"]);
    }

    [Fact]
    public async Task What_needs_it_is_proven_on_AWS_only()
    {
        var wheels = WithSdk().With("client", ["boto3"], ("client/__init__.py", "import boto3\n"), ("client_tools.py", ""));

        var run = await BuildAsync(wheels, "client", "--runtime-provides", "use");

        run.Output.ShouldContain("0 of 1 requested distribution works before pruning; client can be tried on AWS only");
        run.Output.ShouldContain("UNPROVEN: what client needs is left to the runtime and is not on this machine");
        run.Output.ShouldContain("Proven on AWS only, since it needs what is left to the runtime: client.");
        run.Output.ShouldNotContain("Already failed on the untouched packages");
    }

    [Fact]
    public async Task A_part_that_needs_it_leaves_the_rest_proven()
    {
        Assert.SkipUnless(Effort.IsLong, Long);
        var wheels = WithSdk().With("client", ["boto3"], ("client/__init__.py", ""), ("client/remote.py", "import botocore.session\n"));

        var run = await BuildAsync(wheels, "client", "--runtime-provides", "use");

        run.Output.ShouldContain("Proven: everything that worked");
        run.Output.ShouldContain("Proven on AWS only, since it needs what is left to the runtime: client.remote.");
    }

    [Fact]
    public async Task What_is_not_declared_and_the_runtime_has_is_said_so()
    {
        Assert.SkipUnless(Effort.IsLong, Long);
        var wheels = Wheels.With("client", [], ("client/__init__.py", "import boto3.session\n"));

        var run = await BuildAsync(wheels, "client");

        run.ExitCode.ShouldBe(3, run.Output);
        run.Error.ShouldContain(
            "The runtime has boto3 of its own, and client does not declare it: leave it to the runtime with --runtime-provides use"
        );
    }

    [Fact]
    public async Task What_was_asked_for_by_name_is_left_out_too_with_a_warning()
    {
        Assert.SkipUnless(Effort.IsLong, Long);
        var run = await BuildAsync(WithSdk(), "common", "boto3==1.0", "--runtime-provides", "use");

        run.ExitCode.ShouldBe(0, run.Error + run.Output);
        run.Output.ShouldContain("warning: runtimeProvides: boto3 is left to python3.");
        run.Output.ShouldContain("Proven: everything that worked");
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
        Assert.SkipUnless(Effort.IsLong, Long);
        Wheels.With("plain", [], ("plain/__init__.py", ""));
        var page = _folders["page.html"];
        var file = new Uri(_folders["wheels/plain-1.0-py3-none-any.whl"]).AbsoluteUri;
        await File.WriteAllTextAsync(
            page,
            $"<!DOCTYPE html><a href=\"{file}\" data-yanked=\"It loses data.\">plain-1.0-py3-none-any.whl</a>"
        );

        var run = await BuildAsync(new MadeWheels(page), "plain==1.0", "--json");

        run.ExitCode.ShouldBe(0, run.Output + run.Error);
        run.Lines.Count(line => line.Contains("\"warning\":\"pip: The candidate selected", StringComparison.Ordinal)).ShouldBe(1);
        var build = JsonDocument.Parse(run.Lines[^1]).RootElement.GetProperty("build");
        build
            .GetProperty("installWarnings")
            .EnumerateArray()
            .Single()
            .GetString()!
            .ShouldEndWith("Reason for being yanked: It loses data.");
    }

    private MadeWheels WithSdk() =>
        Wheels
            .With("sdk-only", [], ("sdk_only/__init__.py", ""))
            .With("common", [], ("common/__init__.py", ""))
            .With("botocore", ["sdk-only", "common"], ("botocore/__init__.py", ""), ("botocore/session.py", ""))
            .With("boto3", ["botocore"], ("boto3/__init__.py", "import botocore\n"));

    private static IEnumerable<string?> Names(JsonElement distributions) =>
        distributions.EnumerateArray().Select(distribution => distribution.GetProperty("name").GetString());

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
