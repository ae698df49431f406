using LayerPipeline.Checking;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Judging;
using static LayerPipeline.Tests.Checking.ProbeResults;

namespace LayerPipeline.Tests.Judging;

public sealed class ProbeGatesTests
{
    [Fact]
    public void What_worked_before_and_works_now_passes_and_what_failed_before_is_only_told()
    {
        var gates = ProbeGates.Check(
            Report([Ok("a"), Failed("b", Error("ModuleNotFoundError"))], [Ok("a/x")]),
            Report([Ok("a"), Failed("b", Error("ModuleNotFoundError"))], [Ok("a/x")]),
            _ => false
        );

        gates
            .Select(gate => $"{gate.Gate} {gate.Status}: {gate.Measured}{gate.Message}")
            .ShouldBe([
                "imports Pass: 1 of 1 modules that worked before; 1 also failed before pruning",
                "behaviours Pass: 1 of 1 behaviours that worked before",
            ]);
    }

    [Fact]
    public void What_worked_before_and_fails_now_fails_with_its_name_and_reason()
    {
        var gates = ProbeGates.Check(
            Report([Ok("a"), Ok("b")], [Ok("a/x")]),
            Report([Ok("a"), Failed("b", Error("KeyError"))], []),
            _ => false
        );

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
            Report([Ok("a"), Failed("a.b", Error("ModuleNotFoundError"))], []),
            result => result.Id == "a.b"
        );

        gates[0].Status.ShouldBe(GateStatus.Pass);
        gates[0].Measured.ShouldBe("1 of 1 modules that worked before; 1 given up by the request");
    }

    [Fact]
    public void Ten_failures_are_listed()
    {
        var ids = Enumerable.Range(0, 40).Select(i => $"m{i:D2}").ToList();

        var gates = ProbeGates.Check(
            Report([.. ids.Select(Ok)], []),
            Report([.. ids.Select(id => Failed(id, Error("KeyError")))], []),
            _ => false
        );

        gates[0].Message.Split('\n').Length.ShouldBe(10);
        gates[0].Measured.ShouldBe("0 of 40 modules that worked before");
    }
}
