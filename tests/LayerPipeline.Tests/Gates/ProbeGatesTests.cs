using LayerPipeline.Gates;
using LayerPipeline.Probing;

namespace LayerPipeline.Tests.Gates;

public sealed class ProbeGatesTests
{
    private static readonly HashSet<string> None = [];

    [Fact]
    public void What_worked_before_and_works_now_passes_and_what_failed_before_is_only_told()
    {
        var gates = ProbeGates.Check(
            Report([Ok("a"), Error("b", "ModuleNotFoundError")], [Ok("a/x")]),
            Report([Ok("a"), Error("b", "ModuleNotFoundError")], [Ok("a/x")]),
            None
        );

        gates
            .Select(gate => $"{gate.Gate} {gate.Status}: {gate.Measured}{gate.Message}")
            .ShouldBe([
                "imports Pass: 1 of 1 modules that worked before; 1 failed before pruning too",
                "behaviours Pass: 1 of 1 behaviours that worked before",
            ]);
    }

    [Fact]
    public void What_worked_before_and_fails_now_fails_with_its_name_and_reason()
    {
        var gates = ProbeGates.Check(Report([Ok("a"), Ok("b")], [Ok("a/x")]), Report([Ok("a"), Error("b", "KeyError")], []), None);

        gates[0].Status.ShouldBe(GateStatus.Fail);
        gates[0].Measured.ShouldBe("1 of 2 modules that worked before");
        gates[0].Message.ShouldStartWith("b: ");
        gates[0].Message.ShouldContain("KeyError");
        gates[1].Status.ShouldBe(GateStatus.Fail);
        gates[1].Message.ShouldStartWith("a/x: ");
    }

    [Fact]
    public void A_module_that_the_request_dropped_is_told_and_is_no_failure()
    {
        var gates = ProbeGates.Check(
            Report([Ok("a"), Ok("a.b")], []),
            Report([Ok("a"), Error("a.b", "ModuleNotFoundError")], []),
            new HashSet<string> { "a.b" }
        );

        gates[0].Status.ShouldBe(GateStatus.Pass);
        gates[0].Measured.ShouldBe("1 of 1 modules that worked before; 1 dropped as prune.drop asks");
    }

    [Fact]
    public void Ten_failures_are_listed()
    {
        var ids = Enumerable.Range(0, 40).Select(i => $"m{i:D2}").ToList();

        var gates = ProbeGates.Check(Report([.. ids.Select(Ok)], []), Report([.. ids.Select(id => Error(id, "KeyError"))], []), None);

        gates[0].Message.Split('\n').Length.ShouldBe(10);
        gates[0].Measured.ShouldBe("0 of 40 modules that worked before");
    }

    public static TheoryData<string, bool> Damage =>
        new()
        {
            { "another package's module", false },
            { "a module of the layer", true },
            { "a file", true },
            { "a library", true },
            { "metadata", true },
            { "a cut library", true },
            { "a wrong runtime", true },
        };

    [Theory]
    [MemberData(nameof(Damage))]
    public void Without_a_baseline_only_what_misses_a_part_of_the_layer_is_damage(string what, bool damaged)
    {
        var error = what switch
        {
            "another package's module" => new ProbeError
            {
                Type = "ModuleNotFoundError",
                Message = "m",
                MissingModule = "other.part",
            },
            "a module of the layer" => new ProbeError
            {
                Type = "ModuleNotFoundError",
                Message = "m",
                MissingModule = "pkg.part",
            },
            "a file" => new ProbeError
            {
                Type = "FileNotFoundError",
                Message = "m",
                MissingFile = "pkg/a.csv",
            },
            "a library" => new ProbeError
            {
                Type = "ImportError",
                Message = "m",
                MissingLibrary = "libx.so",
            },
            "metadata" => new ProbeError { Type = "importlib.metadata.PackageNotFoundError", Message = "m" },
            "a cut library" => new ProbeError { Type = "ImportError", Message = "x.so: ELF load command past end of file" },
            _ => new ProbeError { Type = "ImportError", Message = "libm.so.6: version `GLIBC_2.38' not found (required by x.so)" },
        };

        var gates = StandaloneProbeGates.Check(
            Report([Ok("pkg"), Error("pkg.x", error)], []),
            new HeldModules(["python/pkg/__init__.py"], "3.13")
        );

        gates[0].Status.ShouldBe(damaged ? GateStatus.Fail : GateStatus.Warn);
        gates[0].Measured.ShouldBe($"1 of 2 modules work; {(damaged ? 1 : 0)} miss a part of what the layer holds");
        gates[0].Message.Contains("pkg.x", StringComparison.Ordinal).ShouldBe(damaged);
        gates[1].Status.ShouldBe(GateStatus.Pass);
    }

    [Fact]
    public void Without_a_baseline_a_crash_and_a_failed_probe_of_the_users_own_are_damage()
    {
        var crash = new ProbeResult
        {
            Id = "pkg",
            Distribution = "pkg",
            Status = "crash",
        };

        var gates = StandaloneProbeGates.Check(
            Report([crash], [Error("request/1", "AssertionError") with { Distribution = null }]),
            new HeldModules(["python/pkg/__init__.py"], "3.13")
        );

        gates.ShouldAllBe(gate => gate.Status == GateStatus.Fail);
        gates[0].Message.ShouldContain("crash");
    }

    [Fact]
    public void Without_a_baseline_a_layer_in_which_no_module_was_found_fails_and_names_what_it_holds()
    {
        var gate = StandaloneProbeGates.Check(Report([], []), new HeldModules(["python/", "python/alpha-1.0/alpha.py"], "3.13"))[0];

        gate.Status.ShouldBe(GateStatus.Fail);
        gate.Measured.ShouldBe("0 modules found");
        gate.Message.ShouldContain("holds 1 files, for example 'python/alpha-1.0/alpha.py'");
        gate.Message.ShouldContain("in python/ or python/lib/python3.13/site-packages/");
    }

    private static ProbeResult Ok(string id) =>
        new()
        {
            Id = id,
            Distribution = "pkg",
            Status = "ok",
        };

    private static ProbeResult Error(string id, string type) => Error(id, new ProbeError { Type = type, Message = "message" });

    private static ProbeResult Error(string id, ProbeError error) => Ok(id) with { Status = "error", Error = error };

    private static ProbeReport Report(ProbeResult[] modules, ProbeResult[] behaviours) =>
        new()
        {
            Python = "3.13.0",
            Machine = "x86_64",
            Modules = modules,
            Behaviours = behaviours,
        };
}
