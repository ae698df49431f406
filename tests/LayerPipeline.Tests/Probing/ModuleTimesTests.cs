using System.Text.Json;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Probing;

/// <summary>What each module takes by itself, where a probe is asked for it: the throwaway function's is.</summary>
public sealed class ModuleTimesTests : IDisposable
{
    /// <summary>Milliseconds; far more than what another module is held up by whatever else this machine does.</summary>
    private const int Slow = 300;

    private static readonly string Takes =
        $"import time\nend = time.perf_counter() + {Slow} / 1000\nwhile time.perf_counter() < end: pass\n";

    private readonly ProbeTree tree = new();

    public void Dispose() => tree.Dispose();

    [Fact]
    public void Each_module_of_what_was_asked_for_has_its_own_milliseconds()
    {
        Packages();

        var times = Times(4000);

        times["up"]["up"].ShouldBeLessThan(times["up"]["up.slow"], "it imports the slow one, which takes that long itself");
        times["up"]["up.slow"].ShouldBeInRange(Slow - 1, 20_000);
        times["other"]["other"].ShouldBeGreaterThan(Slow - 1);
    }

    [Fact]
    public void Only_so_many_figures_are_told_of_all_together_the_slowest()
    {
        Packages();

        Times(2).SelectMany(start => start.Value.Keys).Order(StringComparer.Ordinal).ShouldBe(["other", "up.slow"]);
        Times(0).ShouldBeEmpty();
    }

    [Fact]
    public void What_a_package_prints_is_no_figure_and_a_process_that_it_leaves_behind_holds_nothing_up()
    {
        Packages();
        tree.With(
            "up/slow.py",
            Takes
                + """
                import subprocess, sys
                sys.stderr.write("import time: x | 1 | fake\nimport time: 9000000 | 1\nimport time: " + "9" * 400 + " | 1 | long\n")
                subprocess.Popen(["sleep", "50"])
                """
        );

        var started = System.Diagnostics.Stopwatch.StartNew();
        var times = Times(4000);

        started.Elapsed.TotalSeconds.ShouldBeLessThan(40);
        times["up"].Keys.ShouldNotContain("fake");
        times["up"].Keys.ShouldNotContain("long");
        times["up"]["up.slow"].ShouldBeGreaterThan(Slow - 1);
    }

    private void Packages() =>
        tree.With("up/__init__.py", "from up import slow\n")
            .With("up/slow.py", Takes)
            .With("other.py", Takes)
            .WithDistribution("up", "1.0", "up/__init__.py", "up/slow.py")
            .WithDistribution("other", "1.0", "other.py");

    /// <summary>As the throwaway function calls the probe, by its handler.</summary>
    private Dictionary<string, Dictionary<string, double>> Times(int most)
    {
        var arguments = JsonSerializer.Serialize(
            new
            {
                root = tree.Root,
                scratch = tree.Scratch,
                requested = new[] { "up", "other" },
                moduleTimes = most,
            }
        );
        var said = tree.Say(
            $"import json, probe\nprint(json.dumps(probe.handler(json.loads({JsonSerializer.Serialize(arguments)}), None)['starts']))"
        );
        using var starts = JsonDocument.Parse(said);
        return starts
            .RootElement.EnumerateArray()
            .Where(start => start.TryGetProperty("times", out _))
            .ToDictionary(
                start => start.GetProperty("id").GetString()!,
                start => start.GetProperty("times").EnumerateObject().ToDictionary(time => time.Name, time => time.Value.GetDouble())
            );
    }
}
