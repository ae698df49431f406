using System.Text.RegularExpressions;
using LayerPipeline.Demo;
using LayerPipeline.Planning.Requests;
using Shouldly;
using Xunit;

namespace LayerPipeline.Cli.Tests.Demo;

/// <summary>The samples that come with the program, installed by a real pip.</summary>
public sealed class DemoSamplesTests(InstalledSamples installed) : IClassFixture<InstalledSamples>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Effort.IsLong, "LAYERPIPELINE_LONG is not 1: trying the samples without each kind of their files takes a minute");
        await installed.EnsureAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_requests_probes_hold_on_the_installed_samples()
    {
        var request = DemoRequest.Read(SamplePacker.DefaultFolder, installed.Packed.LeftOut);

        request.Probes.ShouldNotBeEmpty();
        foreach (var probe in request.Probes)
        {
            (await RunAsync(probe, installed.Site)).ShouldBeEmpty(probe);
        }
    }

    [Fact]
    public void Requirements_and_console_scripts_are_installed_too()
    {
        Directory.Exists(Path.Combine(installed.Site, "tracelight")).ShouldBeTrue();
        File.Exists(Path.Combine(installed.Site, "bin", "pocket-ledger")).ShouldBeTrue();
    }

    [Fact]
    public async Task The_compiled_sample_computes_check_digits()
    {
        Assert.SkipWhen(installed.Packed.LeftOut.Count > 0, string.Join("; ", installed.Packed.LeftOut));

        var error = await RunAsync("from checkdigit import damm_check_digit; assert damm_check_digit('572') == '4'", installed.Site);

        error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/tests/", "import gridwork.stats", "No module named 'gridwork.core.tests'")]
    [InlineData("_test\\.py$", "import gridwork.stats", "No module named 'gridwork.stats._runs_test'")]
    [InlineData("/testing/", "from gridwork import *", "No module named 'gridwork.testing'")]
    [InlineData("\\.dist-info/", "import tracelight", "StopIteration")]
    [InlineData("/METADATA$", "import tracelight", "Error")]
    [InlineData("/entry_points\\.txt$", "import pocketledger", "StopIteration")]
    [InlineData("/RECORD$", "from tracelight.about import about; assert about()['modules']", "AssertionError")]
    [InlineData("\\.rst$", "from gridwork.datasets import load_rainfall; load_rainfall()", "rainfall.rst")]
    [InlineData("\\.csv$", "import pocketledger", "currencies.csv")]
    [InlineData("_tests\\..*so$", "import checkdigit", "No module named 'checkdigit._tables_tests'")]
    public async Task What_a_careless_recipe_deletes_is_missed(string deleted, string code, string error)
    {
        Assert.SkipWhen(installed.Packed.LeftOut.Any(_ => code.Contains("checkdigit", StringComparison.Ordinal)), "checkdigit was skipped");
        using var folder = new TemporaryFolder();
        installed.CopyWithout(name => Regex.IsMatch(name, deleted, RegexOptions.None, TimeSpan.FromSeconds(1)), folder["site"]);

        (await RunAsync(code, installed.Site)).ShouldBeEmpty();
        (await RunAsync(code, folder["site"])).ShouldContain(error);
    }

    [Fact]
    public async Task Docstrings_taken_away_are_missed()
    {
        var result = await Interpreters.RunAsync(installed.Python, ["-OO", "-c", "import gridwork.stats"], installed.Site);

        result.StandardError.ShouldContain("'NoneType' object has no attribute 'replace'");
    }

    [Fact]
    public void A_sample_is_packed_or_left_out_for_a_stated_reason()
    {
        var packed = installed.Packed;

        packed.Warnings.ShouldBeEmpty();
        (packed.Wheels.Count + packed.LeftOut.Count).ShouldBe(Sample.ReadAll(SamplePacker.DefaultFolder).Count);
        packed.LeftOut.ShouldAllBe(sample => sample.Reason.StartsWith("no ", StringComparison.Ordinal));
    }

    private async Task<string> RunAsync(string code, string site) =>
        (await Interpreters.RunAsync(installed.Python, ["-c", code], site)).StandardError;
}
