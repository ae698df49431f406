using LayerPipeline.Cli.Output;
using LayerPipeline.Demo;
using LayerPipeline.Local;

namespace LayerPipeline.Cli.Tests;

/// <summary>The rooms of the command line and of what it builds on, lowest first.</summary>
public sealed class RoomTests
{
    [Fact]
    public void A_room_of_the_command_line_uses_only_rooms_before_it() =>
        Rooms.Upward(typeof(IBuildOutput).Assembly.Location, "LayerPipeline.Cli", ["Output", "Steps", "Building", "Verbs"]).ShouldBeEmpty();

    [Fact]
    public void A_room_of_the_local_machine_uses_only_rooms_before_it() =>
        Rooms.Upward(typeof(CommandLineException).Assembly.Location, "LayerPipeline.Local", ["Folders", "Interpreters"]).ShouldBeEmpty();

    [Theory]
    [InlineData(typeof(SamplePacker))]
    [InlineData(typeof(CommandLineException))]
    public void What_the_command_line_builds_on_knows_the_domain_alone(Type type) =>
        type
            .Assembly.GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => name.StartsWith("LayerPipeline", StringComparison.Ordinal) || name is "layer-pipeline" or "Spectre.Console")
            .ShouldBe(["LayerPipeline"]);

    [Fact]
    public void The_command_line_is_a_thin_front() =>
        SourceLines.Share("LayerPipeline.Cli").ShouldBeLessThanOrEqualTo(0.15, "share of the code lines below src/");
}
