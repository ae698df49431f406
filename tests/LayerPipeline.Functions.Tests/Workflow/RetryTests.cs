using System.Text.Json;
using LayerPipeline.Functions.Handlers;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Workflow;

public sealed class RetryTests
{
    private const string Throttled = "Lambda.TooManyRequestsException";
    private const string NoRoom = "CodeBuild.AccountLimitExceededException";

    /// <summary>An account of ten concurrent executions, or of one build at a time, has room again when a build has ended.</summary>
    [Fact]
    public void What_an_account_has_no_room_for_is_waited_out_as_long_as_a_build_may_take()
    {
        var longest = TimeSpan.FromMinutes(new PlanSettings("", "").CompileMinutes);
        var retriers = StateMachine.Retriers.Where(retrier => Names(retrier).Intersect([Throttled, NoRoom]).Any()).ToList();

        retriers.Count.ShouldBeGreaterThan(20);
        retriers.ShouldAllBe(retrier => MeanWait(retrier) >= longest);
    }

    [Fact]
    public void Whatever_the_account_may_have_no_room_for_is_tried_again()
    {
        foreach (var (name, state) in StateMachine.States)
        {
            var limit = StateMachine.Integration(state) switch
            {
                "lambda:invoke" => Throttled,
                "codebuild:startBuild.sync" => NoRoom,
                { } other when other.StartsWith("aws-sdk:lambda:", StringComparison.Ordinal) => Throttled,
                _ => null,
            };
            if (limit is not null)
            {
                StateMachine.Items(state, "Retry").SelectMany(Names).ShouldContain(limit, name);
            }
        }
    }

    /// <summary>Of ten concurrent executions, a new account's, the slices of one probe leave most to others.</summary>
    [Fact]
    public void Unless_someone_asks_for_more_a_probe_takes_two_of_the_account_s_concurrent_executions() =>
        Template.Find(Template.Root["Parameters"], "ProbeConcurrency", "Default")!.ToString().ShouldBe("2");

    /// <summary>
    /// Errors without a name of their own are called after the service's client: the optimized integrations use the first version of AWS's SDK
    /// for Java, the others its second. Source: Step Functions, Handle Lambda service exceptions; the two SDKs' references.
    /// </summary>
    [Theory]
    [InlineData("lambda:invoke", "Lambda.AWSLambdaException")]
    [InlineData("aws-sdk:lambda:", "Lambda.LambdaException")]
    [InlineData("aws-sdk:s3:", "S3.S3Exception")]
    [InlineData("aws-sdk:signer:", "Signer.SignerException")]
    [InlineData("aws-sdk:ssm:", "Ssm.SsmException")]
    [InlineData("codebuild:startBuild.sync", "CodeBuild.AWSCodeBuildException")]
    public void What_an_integration_calls_its_unnamed_errors_is_tried_again_or_looked_into(string integration, string error)
    {
        var states = StateMachine
            .States.Where(state => StateMachine.Integration(state.Value)?.StartsWith(integration, StringComparison.Ordinal) == true)
            .ToList();

        states.ShouldNotBeEmpty();
        foreach (var (name, state) in states)
        {
            StateMachine.Items(state, "Retry").Concat(StateMachine.Items(state, "Catch")).SelectMany(Names).ShouldContain(error, name);
        }
    }

    /// <summary>Full jitter waits for anything up to a delay: half of it on average, and of many waits nearly exactly that.</summary>
    private static TimeSpan MeanWait(JsonElement retrier)
    {
        double delay = retrier.GetProperty("IntervalSeconds").GetInt32();
        double sum = 0;
        for (var attempt = 0; attempt < retrier.GetProperty("MaxAttempts").GetInt32(); attempt++)
        {
            sum += Math.Min(delay, retrier.GetProperty("MaxDelaySeconds").GetInt32());
            delay *= retrier.GetProperty("BackoffRate").GetDouble();
        }

        return TimeSpan.FromSeconds(sum / 2);
    }

    private static IEnumerable<string> Names(JsonElement catcherOrRetrier) => StateMachine.Names(catcherOrRetrier);
}
