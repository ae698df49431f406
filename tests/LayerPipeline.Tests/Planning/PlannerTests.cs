using System.Text;
using System.Text.Json;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Planning;

public sealed class PlannerTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void Three_words_of_JSON_are_a_whole_plan()
    {
        var plan = Plan("""{ "packages": ["numpy", "Pandas >=2", "scipy"] }""").ShouldHaveSingleItem();

        plan.Name.ShouldBe("numpy-pandas-scipy");
        plan.Runtime.Python.ShouldBe("3.13");
        plan.Architecture.ShouldBe("x86_64");
        plan.RequirementsText.ShouldBe("numpy\npandas>=2\nscipy\n");
        plan.Requested.ShouldBe(["numpy", "pandas", "scipy"]);
        plan.Request.Publish.Description.ShouldBe("numpy, pandas>=2, scipy for Python 3.13 on x86_64, pruned by LayerPipeline");
        plan.BudgetBytes.ShouldBe(262_144_000);
        plan.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void The_plan_of_a_simple_request_is_as_it_is_written_down()
    {
        var plan = Plan("""{ "packages": ["numpy", "pandas"], "python": "3.11", "architecture": "arm64" }""").ShouldHaveSingleItem();

        var json = JsonSerializer.Serialize(plan, PlanningJson.Default.BuildPlan) + "\n";
        var golden = Path.Combine(AppContext.BaseDirectory, "Planning", "Requests", "plan.json");
        json.ShouldBe(File.ReadAllText(golden));
    }

    [Fact]
    public void A_plan_comes_back_from_its_JSON()
    {
        var plan = Plan("""{ "packages": ["numpy"], "python": "3.10", "publish": { "keepVersions": 3 } }""")[0];
        var json = JsonSerializer.Serialize(plan, PlanningJson.Default.BuildPlan);

        var again = JsonSerializer.Deserialize(json, PlanningJson.Default.BuildPlan)!;

        JsonSerializer.Serialize(again, PlanningJson.Default.BuildPlan).ShouldBe(json);
        again.Runtime.Deprecated.ShouldBe(new DateOnly(2026, 10, 31));
    }

    [Fact]
    public void The_request_of_a_plan_can_be_planned_again_to_the_same_plan()
    {
        var plan = Plan("""{ "packages": ["Zope.Interface>=5", "six"], "requirements": "attrs # x", "architecture": "arm64" }""")[0];

        var again = new Planner().Plan(plan.Request, Today)[0];

        JsonSerializer
            .Serialize(again, PlanningJson.Default.BuildPlan)
            .ShouldBe(JsonSerializer.Serialize(plan, PlanningJson.Default.BuildPlan));
    }

    [Fact]
    public void There_is_one_plan_each_combination_Python_first()
    {
        var plans = Plan("""{ "packages": ["six"], "python": ["3.13", "3.10"], "architecture": ["x86_64", "arm64"] }""");

        plans
            .Select(plan => $"{plan.Runtime.Python} {plan.Architecture}")
            .ShouldBe(["3.13 x86_64", "3.13 arm64", "3.10 x86_64", "3.10 arm64"]);
        plans.ShouldAllBe(plan => plan.Request.Python.Count == 1 && plan.Request.Architecture.Count == 1 && plan.Name == "six");
    }

    [Fact]
    public void A_requirement_whose_marker_fails_is_left_out_with_a_warning_and_one_that_holds_loses_its_marker()
    {
        var plans = Plan(
            """{ "packages": ["numpy<2; python_version < '3.11'", "numpy>=2; python_version >= '3.11'"], "python": ["3.10", "3.13"] }"""
        );

        plans.Select(plan => plan.RequirementsText).ShouldBe(["numpy<2\n", "numpy>=2\n"]);
        plans[1]
            .Warnings.ShouldHaveSingleItem()
            .ShouldStartWith("packages[0]: 'numpy<2; python_version < \"3.11\"' is skipped: its marker excludes python3.13");
    }

    [Fact]
    public void Packages_and_requirements_are_added_sorted_and_equal_ones_merged()
    {
        var plan = Plan("""{ "packages": ["scipy", "Six>=1"], "requirements": "six >= 1\nabc\nsix>=1" , "name": "x" }""")[0];

        plan.RequirementsText.ShouldBe("abc\nscipy\nsix>=1\n");
        plan.Requested.ShouldBe(["abc", "scipy", "six"]);
    }

    [Fact]
    public void Hashes_reach_the_requirements_of_pip()
    {
        var hash = "--hash=sha256:" + new string('a', 64);

        var plan = Plan($$"""{ "requirements": "six==1.16.0 {{hash}}" }""")[0];

        plan.RequirementsText.ShouldBe($"six==1.16.0 {hash}\n");
    }

    [Theory]
    [InlineData("six==1.16.0 HASH\\nattrs==1", "has no hash, but others have")]
    [InlineData("six>=1.16.0 HASH", "has a hash but no single version")]
    [InlineData("six==1.* HASH", "has a hash but no single version")]
    public void Hashes_want_a_hash_and_a_version_of_everything(string requirements, string problem)
    {
        var text = requirements.Replace("HASH", "--hash=sha256:" + new string('a', 64), StringComparison.Ordinal);

        Should.Throw<InvalidRequestException>(() => Plan($$"""{ "requirements": "{{text}}" }""")).Message.ShouldContain(problem);
    }

    [Fact]
    public void A_reserve_is_taken_from_the_budget() =>
        Plan("""{ "packages": ["six"], "budget": { "reserveBytes": 144000 } }""")[0].BudgetBytes.ShouldBe(262_000_000);

    [Fact]
    public void Sources_may_be_compiled_only_by_the_runtimes_own_interpreter()
    {
        var plan = Plan("""{ "packages": ["six"], "allowBuild": true }""")[0];

        plan.PipArguments.ShouldNotContain("--only-binary=:all:");
        plan.PipArguments.ShouldNotContain("--platform");
        plan.ForeignPipArguments.ShouldContain("--only-binary=:all:");
    }

    [Fact]
    public void A_made_up_name_and_description_hold_what_fits()
    {
        var packages = Enumerable.Range(0, 40).Select(number => $"\"some.package{number}>=1\"");

        var plan = Plan($$"""{ "packages": [{{string.Join(',', packages)}}] }""")[0];

        plan.Name.ShouldBe("some-package0-some-package1-some-package2-and-37-more");
        plan.Request.Publish.Description!.Length.ShouldBeLessThanOrEqualTo(256);
        plan.Request.Publish.Description.ShouldEndWith(" more for Python 3.13 on x86_64, pruned by LayerPipeline");
    }

    [Fact]
    public void A_name_of_one_endless_package_is_cut() =>
        Plan($$"""{ "packages": ["{{new string('a', 200)}}"] }""")[0].Name.Length.ShouldBe(64);

    [Fact]
    public void A_request_that_never_was_JSON_is_judged_as_well() =>
        Should
            .Throw<InvalidRequestException>(() => new Planner().Plan(new LayerRequest { Packages = ["six"], Name = "no good" }, Today))
            .Field.ShouldBe("name");

    [Theory]
    [InlineData("trim", 1)]
    [InlineData("kernels", 0)]
    public void Smallest_where_it_changes_nothing_is_warned_of(string upTo, int warnings) =>
        Plan($$"""{ "packages": ["six"], "prune": { "smallest": true, "upTo": "{{upTo}}" } }""")[0]
            .Warnings.Count(warning => warning.StartsWith("prune.smallest", StringComparison.Ordinal))
            .ShouldBe(warnings);

    [Theory]
    [InlineData("kernels", 1)]
    [InlineData("data", 0)]
    public void Names_of_parts_for_a_tier_that_is_not_allowed_are_warned_of(string upTo, int warnings) =>
        Plan($$"""{ "packages": ["six"], "prune": { "upTo": "{{upTo}}" }, "data": { "babel-locales": ["de"] } }""")[0]
            .Warnings.Count(warning => warning.StartsWith("data: it has no effect", StringComparison.Ordinal))
            .ShouldBe(warnings);

    [Fact]
    public void Five_hundred_packages_are_enough()
    {
        var packages = string.Join(',', Enumerable.Range(0, 501).Select(number => $"\"package{number}\""));

        Should.Throw<InvalidRequestException>(() => Plan($$"""{ "packages": [{{packages}}] }""")).Message.ShouldContain("more than 500");
    }

    [Fact]
    public void One_name_twice_is_intersected_as_pip_does()
    {
        var plan = Plan("""{ "packages": ["six>=1", "six[a]<2"], "requirements": "six[b]\nabc==1\nabc>=0.5" }""")[0];

        plan.RequirementsText.ShouldBe("abc==1\nsix[a,b]<2,>=1\n");
    }

    private static IReadOnlyList<BuildPlan> Plan(string json) =>
        new Planner().Plan(RequestReader.Read(Encoding.UTF8.GetBytes(json)), Today);
}
