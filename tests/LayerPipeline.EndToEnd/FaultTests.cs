using Shouldly;

namespace LayerPipeline.EndToEnd;

/// <summary>
/// What AWS does on a bad day: the build comes late, or ends with a cause that a person can act on, and leaves nothing behind in
/// both cases.
/// </summary>
public sealed class FaultTests(Deployment deployment)
{
    [Theory]
    // As often as would be given up on if no more were waited for than when a service fails for a moment.
    [InlineData("room", "codebuild.limit", "RUN=room-", 10)]
    [InlineData("crowd", "lambda.invoke.throttle", "FUNCTION", 8)]
    [InlineData("image", "codebuild.provisioning", "RUN=image-", 2)]
    [InlineData("dead", "codebuild.killed", "RUN=dead-", 2)]
    [InlineData("busy", "s3.503", "PUT /[^/]+/runs/busy-", 3)]
    [InlineData("twice", "lambda.createFunction.conflict", "FUNCTION", 2)]
    public async Task A_fault_that_passes_only_delays_the_layer(string layer, string fault, string subject, int times)
    {
        Deployment.SkipWithoutEndpoint();
        var match = Match(subject, layer);
        await Faults.InjectAsync(fault, match, times);

        var execution = await Execution.RunAsync(deployment.StateMachine, Request(layer));

        execution.Outcome.ShouldBe("published");
        await Faults.ShouldHaveHappenedAsync(match);
        (await Layers.VersionsAsync(layer)).ShouldBe([1]);
        (await Layers.VersionsAsync(layer + "-candidate")).ShouldBeEmpty();
        (await Layers.ThrowawayFunctionsAsync(layer + "-")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("no-image", "codebuild.provisioning", "RUN=no-image-", null, "Unable to pull")]
    [InlineData("asleep", "lambda.neverActive", "FUNCTION", null, "Pending")]
    [InlineData("broken", "lambda.neverActive", "FUNCTION", "Failed", "Failed")]
    [InlineData("taken", "lambda.createFunction.conflict", "FUNCTION", null, "name is taken")]
    public async Task A_fault_that_lasts_ends_with_its_cause_and_leaves_nothing_behind(
        string layer,
        string fault,
        string subject,
        string? state,
        string word
    )
    {
        Deployment.SkipWithoutEndpoint();
        var match = Match(subject, layer);
        await Faults.InjectAsync(fault, match, times: 1000, state);

        var execution = await Execution.RunAsync(deployment.StateMachine, Request(layer));

        await Faults.TakeBackAsync(fault, match);
        execution.Status.ShouldBe("FAILED");
        TestContext.Current.TestOutputHelper?.WriteLine($"{execution.Error}: {execution.Cause}");
        execution.Error.ShouldNotBeNull().ShouldEndWith("Exception");
        execution.Cause.ShouldContain(word);
        await Layers.NothingIsLeftAsync(deployment, layer);
    }

    private string Match(string subject, string layer) =>
        subject.Replace("FUNCTION", Faults.FunctionOf(deployment, layer), StringComparison.Ordinal);

    private static string Request(string layer) => $$"""{"name":"{{layer}}","packages":["six"],"python":"3.13"}""";
}
