using System.Text;
using System.Text.Json;
using LayerPipeline.Measuring;
using LayerPipeline.Probing;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Probing;

public sealed class ProbeReportTests
{
    [Fact]
    public void Slices_of_different_interpreters_are_refused() =>
        Should
            .Throw<ArgumentException>(() => ProbeReport.Merge([Report("3.13.0"), Report("3.12.1")]))
            .Message.ShouldContain("Python 3.13.0 on x86_64, Python 3.12.1 on x86_64");

    [Fact]
    public void A_report_on_packages_that_changed_meanwhile_is_refused_with_their_files()
    {
        var merged = ProbeReport.Merge([
            Report("3.13.0") with
            {
                Changed = ["b.py", "a.py"],
            },
            Report("3.13.0") with
            {
                Changed = ["a.py"],
            },
        ]);

        Report("3.13.0").ThrowIfChanged();
        Should
            .Throw<PackagesChangedException>(merged.ThrowIfChanged)
            .Message.ShouldStartWith("2 files of the packages changed while the packages were probed: a.py, b.py. ");
    }

    [Fact]
    public void No_slice_is_refused() => Should.Throw<ArgumentException>(() => ProbeReport.Merge([]));

    [Fact]
    public void The_time_of_a_merged_report_is_that_of_the_longest_slice() =>
        ProbeReport.Merge([Report("3.13.0") with { Seconds = 2 }, Report("3.13.0") with { Seconds = 5 }]).Seconds.ShouldBe(5);

    [Fact]
    public void A_function_starts_as_slowly_as_the_slowest_slice_and_then_imports()
    {
        var start = new ProbeStart
        {
            Id = "a",
            Modules = ["a"],
            Seconds = 0.5,
        };
        var merged = ProbeReport.Merge([
            Report("3.13.0") with
            {
                Boot = 0.125,
                Starts = [start],
            },
            Report("3.13.0") with
            {
                Boot = 0.25,
                Starts = [start with { Id = "b", Seconds = 2 }],
            },
        ]);

        StartupFigure.Of(merged).Select(figure => (figure.Id, figure.Layer, figure.Init)).ShouldBe([("a", 0.5, 0.75), ("b", 2, 2.25)]);
        StartupFigure.Of(Report("3.13.0") with { Starts = [start] })[0].Init.ShouldBeNull("nothing is known of a runtime here");
    }

    [Fact]
    public void What_each_module_takes_in_the_throwaway_function_is_told_and_the_slowest_are_named()
    {
        var start = new ProbeStart
        {
            Id = "a",
            Modules = ["a"],
            Seconds = 0.5,
            Times = Enumerable.Range(1, 9).ToDictionary(number => $"a.m{number}", number => (double)number),
        };

        var figure = StartupFigure.Of(Report("3.13.0") with { Starts = [start] }).ShouldHaveSingleItem();

        figure.Times!.Count.ShouldBe(9);
        figure.Slowest.Select(slow => slow.Module).ShouldBe(["a.m9", "a.m8", "a.m7", "a.m6", "a.m5"]);
        figure.Slowest[0].Milliseconds.ShouldBe(9);
    }

    [Fact]
    public void Arguments_are_written_as_the_probe_reads_them()
    {
        var arguments = new ProbeArguments
        {
            Root = "/opt/python",
            Scratch = "/tmp/probe",
            Mode = ProbeMode.Candidate,
            Slice = new ProbeSlice(1, 4),
        };

        var json = Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(arguments, ProbingJson.Default.ProbeArguments));

        json.ShouldContain("\"mode\": \"candidate\"");
        json.ShouldContain("\"timeoutSeconds\": 60");
        json.ShouldContain("\"index\": 1");
        json.ShouldNotContain("pycache");
    }

    [Fact]
    public void The_probe_carries_its_behaviours_and_a_version()
    {
        ProbeScript.Files.ShouldContain(file => file.Name == "probe/__main__.py");
        ProbeScript.Files.Count(file => file.Name.StartsWith("probe/behaviours/", StringComparison.Ordinal)).ShouldBeGreaterThan(11);
        ProbeScript.Files.ShouldAllBe(file => file.Content.Length > 0);
        ProbeScript.Version.Length.ShouldBe(64);
    }

    private static ProbeReport Report(string python) =>
        new()
        {
            Python = python,
            Machine = "x86_64",
            Modules = [],
            Behaviours = [],
        };
}
