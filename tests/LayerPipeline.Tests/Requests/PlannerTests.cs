using System.Text;
using System.Text.Json;
using LayerPipeline.Requests;
using LayerPipeline.Runs;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Requests;

public sealed class PlannerTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void Three_words_of_JSON_are_a_whole_plan()
    {
        var plan = Plan("""{ "packages": ["numpy", "pandas>=2", "scipy"] }""").ShouldHaveSingleItem();

        plan.Name.ShouldBe("numpy-pandas-scipy");
        plan.RequirementsText.ShouldBe("numpy\npandas>=2\nscipy\n");
    }

    private static IReadOnlyList<BuildPlan> Plan(string json) =>
        new Planner().Plan(RequestReader.Read(Encoding.UTF8.GetBytes(json)), Today);
}
