using LayerPipeline.Judging;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Restoring;
using static LayerPipeline.Tests.Judging.Regressions;

namespace LayerPipeline.Tests.Judging;

public sealed class ImportRegressionExceptionTests
{
    [Fact]
    public void The_exception_of_a_stop_lists_failures_the_cause_and_the_next_step()
    {
        var judgement = Judge(Pruned(), [.. Enumerable.Range(0, 7).Select(i => MissingModule("gone", $"m{i}"))]);

        var message = ImportRegressionException.Of(judgement).Message;

        message.ShouldContain("7 modules or behaviours");
        message.ShouldContain("m0: ModuleNotFoundError: No module named 'gone'");
        message.ShouldContain("and 2 more");
        message.ShouldContain("pruning did not cause the failure");
        message.ShouldContain("Look for what the two places differ in");
        message.ShouldNotContain("prune.keep");
    }

    [Fact]
    public void A_failure_that_a_file_of_the_request_may_cure_is_answered_with_the_request()
    {
        var judgement = Judge(Pruned(Removed("pkg/a.csv", rule: "drop")), MissingFile("pkg/a.csv"));

        judgement.IsUnrelatedToPruning.ShouldBeFalse();
        ImportRegressionException.Of(judgement).Message.ShouldContain("prune.keep");
    }
}
