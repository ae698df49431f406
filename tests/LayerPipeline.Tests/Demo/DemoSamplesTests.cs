using CliWrap;
using CliWrap.Buffered;
using LayerPipeline.Cli.Demo;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Demo;

/// <summary>The samples that come with the program, installed by a real pip.</summary>
public sealed class DemoSamplesTests
{
    [Fact]
    public async Task The_demos_request_installs_and_its_probes_hold()
    {
        var python = await Interpreters.FindOrSkipAsync();
        using var folder = new TemporaryFolder();
        var packed = await new SamplePacker().PackAsync(SamplePacker.DefaultFolder, folder["wheels"], python);
        var request = DemoRequest.Read(SamplePacker.DefaultFolder, packed.LeftOut);

        await RunAsync(
            python,
            ["-m", "pip", "install", "--no-index", "--find-links", folder["wheels"], "--target", folder["site"], .. request.Packages]
        );

        request.Probes.ShouldNotBeEmpty();
        foreach (var probe in request.Probes)
        {
            await RunAsync(python, ["-c", probe], folder["site"]);
        }

        foreach (var script in new[] { "pocket-ledger", "postcard" })
        {
            File.Exists(Path.Combine(folder["site"], "bin", script)).ShouldBeTrue(script);
        }
    }

    [Fact]
    public async Task A_sample_is_packed_or_left_out_for_a_stated_reason()
    {
        var python = await Interpreters.FindOrSkipAsync();
        using var folder = new TemporaryFolder();

        var packed = await new SamplePacker().PackAsync(SamplePacker.DefaultFolder, folder["wheels"], python);

        packed.Warnings.ShouldBeEmpty();
        (packed.Wheels.Count + packed.LeftOut.Count).ShouldBe(Sample.ReadAll(SamplePacker.DefaultFolder).Count);
        packed.LeftOut.ShouldAllBe(sample => sample.Reason.StartsWith("no ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_request_asks_for_no_sample_that_was_left_out()
    {
        var all = DemoRequest.Read(SamplePacker.DefaultFolder, []);
        var left = all.Packages[^1];

        var some = DemoRequest.Read(SamplePacker.DefaultFolder, [new LeftOutSample(left, "no C compiler")]);

        some.Packages.ShouldBe(all.Packages.Except([left]));
    }

    [Fact]
    public void Every_package_that_is_asked_for_has_a_sample()
    {
        var names = Sample.ReadAll(SamplePacker.DefaultFolder).Select(sample => sample.Manifest.Name).ToList();

        DemoRequest.Read(SamplePacker.DefaultFolder, []).Packages.ShouldBeSubsetOf(names);
    }

    private static async Task RunAsync(string python, IEnumerable<string> arguments, string? site = null)
    {
        var result = await CliWrap
            .Cli.Wrap(python)
            .WithArguments(arguments)
            .WithEnvironmentVariables(variables => variables.Set("PYTHONPATH", site).Set("PYTHONDONTWRITEBYTECODE", "1"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        result.ExitCode.ShouldBe(0, result.StandardError);
    }
}
