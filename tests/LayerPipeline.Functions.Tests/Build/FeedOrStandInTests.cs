using LayerPipeline.Testing;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Build;

/// <summary>Whether a project gets a package or its stand-in, and what is published of it.</summary>
public sealed class FeedOrStandInTests(LackingFeed lacking) : IClassFixture<LackingFeed>, IDisposable
{
    private const string Long = "LAYERPIPELINE_LONG is not 1: each of these builds takes seconds, and what they build with changes rarely";

    private readonly FeedConsumer _consumer = new();

    public void Dispose() => _consumer.Dispose();

    [Fact]
    public async Task A_package_that_the_feed_has_is_referenced_and_published()
    {
        Assert.SkipUnless(Effort.IsLong, Long);
        await _consumer.WriteProjectsAsync();
        await _consumer.WritePackageAsync();

        var published = await _consumer.RunAsync("publish");

        published.ExitCode.ShouldBe(0, published.StandardOutput);
        published.StandardOutput.ShouldNotContain("stand-in");
        _consumer.Assets().ShouldBe("package");
    }

    [Fact]
    public void A_package_that_the_feed_lacks_gives_way_to_its_stand_in_with_one_line_that_says_so()
    {
        lacking.Consumer.Assets().ShouldBe("project");
        lacking.Output.Split('\n').Count(line => line.Contains("The NuGet feed has no Fake.Package", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_feed_that_does_not_answer_is_told_from_one_that_lacks_the_package_gets_nothing_published_and_is_asked_again()
    {
        Assert.SkipUnless(Effort.IsLong, Long);
        await _consumer.WriteProjectsAsync();
        Directory.Delete(_consumer.Feed);

        var silent = await _consumer.RestoreAsync();
        var standIn = _consumer.Assets();
        var refused = await _consumer.RunAsync("publish", "--no-restore");
        Directory.CreateDirectory(_consumer.Feed);
        await _consumer.WritePackageAsync();
        var answered = await _consumer.RestoreAsync();

        silent.ShouldContain("The NuGet feed did not answer when it was asked for Fake.Package (NU1301)");
        silent.ShouldNotContain("The NuGet feed has no");
        standIn.ShouldBe("project");
        refused.ExitCode.ShouldNotBe(0);
        refused.StandardOutput.ShouldContain("because the NuGet feed did not answer");
        answered.ShouldNotContain("stand-in");
        _consumer.Assets().ShouldBe("package");
    }

    [Theory]
    [InlineData("publish", false)]
    [InlineData("pack", true)]
    public async Task A_stand_in_gets_into_nothing_that_leaves_the_machine(string verb, bool isLong)
    {
        Assert.SkipUnless(Effort.IsLong || !isLong, Long);

        var refused = await lacking.Consumer.RunAsync(verb, "--no-restore");

        refused.ExitCode.ShouldNotBe(0);
        refused.StandardOutput.ShouldContain("stand-ins for Fake.Package, because the NuGet feed does not have them;");
        refused.StandardOutput.ShouldContain("-p:LayerPipelineAllowStandIns=true");
        Directory.Exists(lacking.Consumer.Built).ShouldBeFalse("something was compiled before it was refused");
    }

    [Fact]
    public async Task A_stand_in_is_published_where_it_is_asked_for_by_name()
    {
        Assert.SkipUnless(Effort.IsLong, Long);
        var elsewhere = lacking.Consumer.Elsewhere("allowed");

        var allowed = await lacking.Consumer.RunAsync(
            "publish",
            "--no-restore",
            "-p:LayerPipelineAllowStandIns=true",
            $"-p:BaseOutputPath={elsewhere}"
        );

        allowed.ExitCode.ShouldBe(0, allowed.StandardOutput);
        Directory.EnumerateFiles(elsewhere, "Fake.Package.dll", SearchOption.AllDirectories).ShouldNotBeEmpty();
    }
}
