using LayerPipeline.Checking;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Probing;
using LayerPipeline.Verifying;
using static LayerPipeline.Tests.Checking.ProbeResults;

namespace LayerPipeline.Tests.Verifying;

public sealed class StandaloneProbeGatesTests
{
    private static readonly LayerModules Held = new(["python/pkg/__init__.py", "python/pkg/sub/x.py", "python/one.py"], "3.13");

    /// <summary>Failures of a part of a package that works, and whether the layer is to blame.</summary>
    public static TheoryData<string, ProbeError, GateStatus> Failures =>
        new()
        {
            { "another package", Error("ModuleNotFoundError") with { MissingModule = "other.part" }, GateStatus.Warn },
            { "an optional package, said in other words", Error("ImportError") with { MissingModule = "other" }, GateStatus.Warn },
            { "a module that only exists at run time", Error("ImportError") with { MissingModule = "one.moves.winreg" }, GateStatus.Warn },
            { "another system", Error("RuntimeError"), GateStatus.Warn },
            { "a script", Error("SystemExit"), GateStatus.Warn },
            { "a module of the layer", Error("ModuleNotFoundError") with { MissingModule = "pkg.part" }, GateStatus.Fail },
            { "a module deeper down", Error("ModuleNotFoundError") with { MissingModule = "pkg.sub.part" }, GateStatus.Fail },
            { "a module that is there but not found", Error("ModuleNotFoundError") with { MissingModule = "one" }, GateStatus.Fail },
            { "a file", Error("FileNotFoundError") with { MissingFile = "pkg/a.csv" }, GateStatus.Fail },
            { "a library", Error("ImportError") with { MissingLibrary = "libx.so" }, GateStatus.Fail },
            { "metadata", Error("importlib.metadata.PackageNotFoundError"), GateStatus.Fail },
            { "a cut library", Error("ImportError", "x.so: ELF load command past end of file"), GateStatus.Fail },
            { "a wrong runtime", Error("ImportError", "libm.so.6: version `GLIBC_2.38' not found (required by x.so)"), GateStatus.Fail },
            { "no Python of this version", Error("SyntaxError"), GateStatus.Fail },
            { "a cut source", Error("IndentationError") with { MissingModule = "other" }, GateStatus.Fail },
        };

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_part_of_a_package_fails_the_gate_only_where_the_layer_is_to_blame(string what, ProbeError error, GateStatus expected)
    {
        var gates = StandaloneProbeGates.Check(Report([Ok("pkg"), Failed("pkg.x", error)], []), Held, []);

        gates[0].Status.ShouldBe(expected, what);
        gates[0].Measured.ShouldBe($"1 of 2 modules work; {(expected == GateStatus.Fail ? "1 is" : "0 are")} broken");
        gates[1].Status.ShouldBe(GateStatus.Pass);
    }

    [Theory]
    [InlineData("pkg.x", GateStatus.Warn)]
    [InlineData("pkg", GateStatus.Fail)]
    public void A_library_that_the_layer_does_without_is_no_damage(string id, GateStatus expected)
    {
        var failed = Failed(id, Error("ImportError") with { MissingLibrary = "libx.so" });

        StandaloneProbeGates.Check(Report([Ok(id == "pkg" ? "one" : "pkg"), failed], []), Held, ["libx.so"])[0].Status.ShouldBe(expected);
    }

    [Theory]
    [InlineData("pkg", "SystemExit", GateStatus.Fail)]
    [InlineData("pkg", "ImportError", GateStatus.Fail)]
    [InlineData("namespace.pkg", "RuntimeError", GateStatus.Fail)]
    [InlineData("pkg.x", "RuntimeError", GateStatus.Warn)]
    public void A_package_that_can_t_be_imported_at_all_fails_the_gate(string id, string type, GateStatus expected)
    {
        var others = id.StartsWith("pkg.", StringComparison.Ordinal) ? new[] { Ok("pkg") } : [];

        StandaloneProbeGates.Check(Report([.. others, Failed(id, Error(type))], []), Held, [])[0].Status.ShouldBe(expected);
    }

    [Theory]
    [InlineData("crash", "Signal", "the process was ended by SIGABRT")]
    [InlineData("timeout", "Timeout", "no result within 60 seconds")]
    public void What_ends_its_process_or_hangs_fails_the_gate(string status, string type, string message)
    {
        var failed = Failed("pkg.x", Error(type, message)) with { Status = status };

        var gates = StandaloneProbeGates.Check(Report([Ok("pkg"), failed], [failed with { Id = "pkg/x" }]), Held, []);

        gates
            .Select(gate => (gate.Status, gate.Message))
            .ShouldBe([(GateStatus.Fail, $"pkg.x: {type}: {message}"), (GateStatus.Fail, $"pkg/x: {type}: {message}")]);
    }

    [Fact]
    public void A_failed_probe_of_the_users_own_fails_the_gate_whatever_the_cause()
    {
        var error = Error("ModuleNotFoundError") with { MissingModule = "other" };

        StandaloneProbeGates
            .Check(Report([Ok("pkg")], [Failed("request/1", error) with { Distribution = null }]), Held, [])[1]
            .Status.ShouldBe(GateStatus.Fail);
    }

    [Fact]
    public void Warnings_say_which_packages_are_missed_and_what_else_failed()
    {
        var foreign = Error("ModuleNotFoundError") with { MissingModule = "other.part" };
        var gate = StandaloneProbeGates.Check(
            Report(
                [Ok("pkg"), Failed("pkg.a", foreign), Failed("pkg.b", foreign), Failed("pkg.c", Error("OSError", "\n \nno\nscreen"))],
                []
            ),
            Held,
            []
        )[0];

        var lines = gate.Message.Split('\n');
        lines[0].ShouldStartWith("2 need packages that are not in the layer: other. ");
        lines[1].ShouldStartWith("1 fails for reasons that may lie in the packages themselves");
        lines[2].ShouldBe("pkg.c: OSError: no");
        lines.Length.ShouldBe(3);
    }

    [Fact]
    public void A_layer_in_which_no_module_was_found_fails_and_names_what_it_holds()
    {
        var gate = StandaloneProbeGates.Check(Report([], []), new LayerModules(["python/", "python/alpha-1.0/alpha.py"], "3.13"), [])[0];

        gate.Status.ShouldBe(GateStatus.Fail);
        gate.Measured.ShouldBe("0 modules found");
        gate.Message.ShouldContain("The layer contains 1 file, for example 'python/alpha-1.0/alpha.py'");
        gate.Message.ShouldContain("in python/ or python/lib/python3.13/site-packages/");
    }
}
