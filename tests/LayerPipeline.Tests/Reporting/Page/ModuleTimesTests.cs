using LayerPipeline.Measuring;
using LayerPipeline.Reporting.Page;

namespace LayerPipeline.Tests.Reporting.Page;

public sealed class ModuleTimesTests
{
    [Fact]
    public void A_module_that_several_starts_load_counts_once_with_its_shortest_time()
    {
        var times = new ModuleTimes([
            Figure(
                new()
                {
                    ["a"] = 3,
                    ["a.b"] = 5,
                    ["typing"] = 2,
                }
            ),
            Figure(new() { ["a.b"] = 4, ["typing"] = 1.5 }),
        ]);

        times.Of("python/a/__init__.py").ShouldBe(3);
        times.Of("python/a/b.cpython-313-x86_64-linux-gnu.so").ShouldBe(4);
        times.Of("python/a/b.py").ShouldBeNull();
        times.Of("python/a/unused.py").ShouldBeNull();
        times.Of("lib/libx.so").ShouldBeNull();
        times.Rest().ShouldBe([new ReportModuleTime("typing", 1.5)]);
    }

    private static StartupFigure Figure(Dictionary<string, double> times) =>
        new()
        {
            Id = "a",
            Modules = ["a"],
            Rounds = 1,
            Times = times,
        };
}
