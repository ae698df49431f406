namespace LayerPipeline.Cli.Tests.RealWheels;

/// <summary>What programs do with real packages works out of a cold store as it does on the plain tree.</summary>
[Collection(RealWheelsGroup.Name)]
[Trait("Category", "RealWheels")]
public sealed class RealColdTests(RealColdLayer layer) : IClassFixture<RealColdLayer>
{
    [Theory]
    [InlineData("values")]
    [InlineData("attributes")]
    [InlineData("spawn")]
    [InlineData("forkserver")]
    [InlineData("fork")]
    [InlineData("child_process")]
    [InlineData("walks")]
    [InlineData("resources")]
    [InlineData("metadata")]
    [InlineData("source")]
    [InlineData("pickles")]
    [InlineData("reloads")]
    [InlineData("runs")]
    [InlineData("tracebacks")]
    [InlineData("threadpools")]
    [InlineData("many_threads")]
    public async Task Out_of_the_store_it_is_as_on_the_plain_tree(string behaviour)
    {
        var (plain, cold) = await layer.BehaveAsync(behaviour);

        cold.ShouldBe(plain);
        plain.ShouldNotBeEmpty();
    }
}
