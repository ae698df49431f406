using LayerPipeline.Foundation.Messages;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Foundation.Messages;

public sealed class SpellingTests
{
    private static readonly string[] Known = ["packages", "python", "probes", "prune", "budget"];

    [Theory]
    [InlineData("pacakges", "packages")]
    [InlineData("PACKAGE", "packages")]
    [InlineData("pythn", "python")]
    [InlineData("prunes", "prune")]
    [InlineData("bugdet", "budget")]
    [InlineData("something", null)]
    [InlineData("", null)]
    public void The_nearest_word_is_found_where_one_is_near(string word, string? nearest) => Spelling.Find(word, Known).ShouldBe(nearest);

    [Fact]
    public void An_endless_word_is_near_to_nothing() => Spelling.Find(new string('p', 1_000_000), Known).ShouldBeNull();
}
