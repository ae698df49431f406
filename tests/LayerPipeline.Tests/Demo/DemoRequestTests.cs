using LayerPipeline.Cli.Demo;
using LayerPipeline.Planning.Requests;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Demo;

public sealed class DemoRequestTests
{
    [Fact]
    public void The_request_asks_for_no_sample_that_was_left_out()
    {
        var all = DemoRequest.Read(SamplePacker.DefaultFolder, []);
        var left = all.Packages[^1];

        var some = DemoRequest.Read(SamplePacker.DefaultFolder, [new SkippedSample(left, "no C compiler")]);

        some.Packages.ShouldBe(all.Packages.Except([left]));
    }

    [Fact]
    public void Every_package_that_is_asked_for_has_a_sample()
    {
        var names = Sample.ReadAll(SamplePacker.DefaultFolder).Select(sample => sample.Manifest.Name).ToList();

        DemoRequest.Read(SamplePacker.DefaultFolder, []).Packages.ShouldBeSubsetOf(names);
    }

    [Fact]
    public void A_missing_request_is_an_error_that_names_its_path()
    {
        using var folder = new TemporaryFolder();

        Should.Throw<DemoException>(() => DemoRequest.Read(folder.Path, [])).Message.ShouldContain(folder["request.json"]);
    }
}
