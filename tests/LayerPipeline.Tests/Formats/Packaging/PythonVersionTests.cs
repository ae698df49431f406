using LayerPipeline.Formats.Packaging;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Formats.Packaging;

public sealed class PythonVersionTests
{
    // The order that PEP 440 itself gives as examples.
    private static readonly string[] Ascending =
    [
        "0.9",
        "1.0.dev456",
        "1.0a1",
        "1.0a2.dev456",
        "1.0a12.dev456",
        "1.0a12",
        "1.0b1.dev456",
        "1.0b2",
        "1.0b2.post345.dev456",
        "1.0b2.post345",
        "1.0rc1.dev456",
        "1.0rc1",
        "1.0",
        "1.0+abc.5",
        "1.0+abc.7",
        "1.0+5",
        "1.0.post456.dev34",
        "1.0.post456",
        "1.0.15",
        "1.1.dev1",
        "1!0.1",
    ];

    [Fact]
    public void Versions_are_ordered_as_the_specification_says()
    {
        for (var left = 0; left < Ascending.Length; left++)
        {
            for (var right = 0; right < Ascending.Length; right++)
            {
                Math.Sign(PythonVersion.Compare(PythonVersion.Parse(Ascending[left]), PythonVersion.Parse(Ascending[right])))
                    .ShouldBe(Math.Sign(left.CompareTo(right)), $"{Ascending[left]} and {Ascending[right]}");
            }
        }
    }

    [Theory]
    [InlineData("1.0", "1")]
    [InlineData("v1.0-1", "1.0.post1")]
    [InlineData("1.0.preview3", "1rc3")]
    [InlineData("1.0C1", "1.0rc1")]
    [InlineData("1.0rev", "1.0.post0")]
    [InlineData("0!1.0-dev", "1.dev0")]
    public void Spellings_of_one_version_are_equal(string one, string other) =>
        PythonVersion.Compare(PythonVersion.Parse(one), PythonVersion.Parse(other)).ShouldBe(0);

    [Theory]
    [InlineData(">=", "3.11", "3.13.2", true)]
    [InlineData(">=", "3.11", "3.9", false)]
    [InlineData("<", "3.11", "3.9", true)]
    [InlineData("<", "2", "2rc1", false)]
    [InlineData("<", "2rc2", "2rc1", true)]
    [InlineData(">", "1.7", "1.7.post1", false)]
    [InlineData(">", "1.7", "1.7.1", true)]
    [InlineData(">", "1.7rc1", "1.7+local", false)]
    [InlineData("<=", "1.7", "1.7+local", true)]
    [InlineData("==", "1.7", "1.7.0", true)]
    [InlineData("==", "1.7", "1.7+local", true)]
    [InlineData("==", "1.7+other", "1.7+local", false)]
    [InlineData("==", "1.7.*", "1.7.5rc1", true)]
    [InlineData("==", "1.7.*", "1.70", false)]
    [InlineData("!=", "1.7.*", "1.8", true)]
    [InlineData("~=", "1.4.2", "1.4.9", true)]
    [InlineData("~=", "1.4.2", "1.5", false)]
    [InlineData("~=", "2.2", "2.9", true)]
    [InlineData("~=", "2.2", "3.0", false)]
    [InlineData("===", "1.0", "1.0", true)]
    [InlineData("==", "2!1.*", "1.5", false)]
    public void A_clause_holds_for_the_versions_it_means(string op, string clause, string version, bool holds) =>
        VersionSpecifier.Create(op, clause).Contains(PythonVersion.Parse(version)).ShouldBe(holds);
}
