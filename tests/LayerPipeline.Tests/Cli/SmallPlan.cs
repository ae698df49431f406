using System.Text.Json;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Tests.Cli;

/// <summary>plan.json of a small package.</summary>
internal static class SmallPlan
{
    /// <summary>The JSON of a plan for x86_64.</summary>
    public static string Json(string python = "3.13")
    {
        var request = new LayerRequest { Packages = ["alpha"], Python = [python] };
        return JsonSerializer.Serialize(new Planner().Plan(request, new DateOnly(2026, 11, 1))[0], PlanningJson.Default.BuildPlan);
    }
}
