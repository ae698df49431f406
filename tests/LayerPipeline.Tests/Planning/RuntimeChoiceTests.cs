using System.Text;
using System.Text.Json;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Planning;

public sealed class RuntimeChoiceTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Theory]
    [InlineData(2026, 4, 1, 0)]
    [InlineData(2026, 6, 1, 1)]
    [InlineData(2026, 11, 22, 1)]
    [InlineData(2027, 1, 31, 1)]
    [InlineData(2027, 2, 1, 2)]
    public void A_runtime_near_its_end_is_warned_of(int year, int month, int day, int warnings) =>
        new Planner()
            .Plan(new LayerRequest { Packages = ["six"], Python = ["3.10"] }, new DateOnly(year, month, day))[0]
            .Warnings.Count.ShouldBe(warnings);

    [Fact]
    public void The_warning_of_a_deprecated_runtime_has_its_dates() =>
        Plan("""{ "packages": ["six"], "python": "3.10" }""")[0]
            .Warnings[0]
            .ShouldStartWith(
                "python3.10 has been deprecated since 2026-10-31 (functions: creation blocked from 2027-02-01, updates blocked from 2027-03-03)"
            );

    [Fact]
    public void A_runtime_whose_functions_cannot_be_created_is_refused_on_AWS_and_noted_locally()
    {
        var request = new LayerRequest { Packages = ["six"], Python = ["3.13", "3.10"] };
        var (before, after) = (new DateOnly(2027, 1, 31), new DateOnly(2027, 2, 1));

        new Planner().PlanOnAws(request, before).Count.ShouldBe(2);
        new Planner().Plan(request, after)[1].Warnings[^1].ShouldContain("only on this machine");
        var refused = Should.Throw<InvalidRequestException>(() => new Planner().PlanOnAws(request, after));

        refused.Field.ShouldBe("python[1]");
        refused.Message.ShouldContain("creation of functions for python3.10 has been blocked since 2027-02-01");
        refused.Message.ShouldContain("3.14");
        refused.Message.ShouldNotContain("3.15");
    }

    [Fact]
    public void A_preview_is_planned_as_one()
    {
        var plan = Plan("""{ "packages": ["six"], "python": "3.15" }""")[0];

        plan.Runtime.IsPreview.ShouldBeTrue();
        plan.Warnings.ShouldHaveSingleItem().ShouldStartWith("python3.15 is in public preview");
        JsonSerializer.Serialize(plan, PlanningJson.Default.BuildPlan).ShouldContain("\"isPreview\": true");
    }

    private static IReadOnlyList<BuildPlan> Plan(string json) =>
        new Planner().Plan(RequestReader.Read(Encoding.UTF8.GetBytes(json)), Today);

    [Fact]
    public void A_plan_with_a_cold_store_names_what_inflates_it_where_Python_does_not()
    {
        var request = new LayerRequest
        {
            Packages = ["six"],
            Python = ["3.13", "3.14"],
            ColdStore = new ColdStoreRequest([]),
        };

        var plans = new Planner().PlanOnAws(request, new DateOnly(2026, 11, 1));

        plans.Select(plan => plan.Decoder?.Package).ShouldBe(["backports.zstd", null]);
        new Planner().PlanOnAws(request with { ColdStore = null }, new DateOnly(2026, 11, 1)).ShouldAllBe(plan => plan.Decoder == null);
    }
}
