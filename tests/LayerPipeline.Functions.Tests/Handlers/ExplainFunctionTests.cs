using LayerPipeline.Functions.Failures;
using LayerPipeline.Functions.Handlers;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Tests.Storage;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Handlers;

public sealed class ExplainFunctionTests
{
    private readonly MemoryBucket _bucket = new();

    [Fact]
    public async Task A_function_s_own_message_is_the_cause_without_its_stack_trace()
    {
        var output = await ExplainAsync(
            "Check",
            "BudgetExceededException",
            """{"errorType":"BudgetExceededException","errorMessage":"The layer has 300 bytes, 200 are allowed.","stackTrace":["at X"]}"""
        );

        output.Error.ShouldBe("BudgetExceededException");
        output.Cause.ShouldContain("300 bytes");
        output.Cause.ShouldNotContain("stackTrace");
        output.Cause.ShouldContain("s3://memory/runs/r/");
    }

    [Fact]
    public async Task A_failed_pip_is_told_in_pip_s_words()
    {
        var plan = new Planner().Plan(new LayerRequest { Packages = ["nonesuch"] }, new DateOnly(2026, 11, 22))[0];
        await _bucket.Run("r").WriteJsonAsync(RunFiles.Plan, plan, PlanningJson.Default.BuildPlan, CancellationToken.None);
        _bucket.Put(
            "runs/r/pip-failure.json",
            """{"exitCode":1,"output":"","error":"ERROR: No matching distribution found for nonesuch\n","log":""}"""
        );

        var output = await ExplainAsync("Resolve", "States.TaskFailed", """{"Build":{"BuildStatus":"FAILED"}}""");

        output.Error.ShouldBe("InstallFailedException");
        output.Cause.ShouldContain("nonesuch");
    }

    [Theory]
    [InlineData(
        """{"installer":"uv","wanted":null,"exitCode":1,"output":"","error":"  x No solution found when resolving dependencies","log":""}""",
        "uv finds no versions that fit each other",
        "uv said:"
    )]
    [InlineData(
        """{"installer":"pip","wanted":"uv==9.9.9","exitCode":1,"output":"","error":"ERROR: Could not find a version that satisfies the requirement uv==9.9.9 (from versions: 0.8.3, 0.8.4)","log":""}""",
        "installer: the build could not get 'uv==9.9.9'. 'uv==9.9.9' does not exist",
        "0.8.4"
    )]
    public async Task A_failed_uv_and_one_that_was_not_to_be_had_are_told_apart(string file, string cause, string more)
    {
        var request = new LayerRequest { Packages = ["alpha"], Installer = Installer.TryParse("uv==9.9.9")! };
        var plan = new Planner().Plan(request, new DateOnly(2026, 11, 22))[0];
        await _bucket.Run("r").WriteJsonAsync(RunFiles.Plan, plan, PlanningJson.Default.BuildPlan, CancellationToken.None);
        _bucket.Put("runs/r/pip-failure.json", file);

        var output = await ExplainAsync("Resolve", "States.TaskFailed", """{"Build":{"BuildStatus":"FAILED"}}""");

        output.Error.ShouldBe("InstallFailedException");
        output.Cause.ShouldContain(cause);
        output.Cause.ShouldContain(more);
    }

    [Theory]
    [InlineData("STOPPED", "BuildStoppedException")]
    [InlineData("TIMED_OUT", "BuildStoppedException")]
    [InlineData("FAULT", "BuildStoppedException")]
    [InlineData("FAILED", "BuildFailedException")]
    public async Task A_build_that_ended_badly_names_its_log(string status, string error)
    {
        var output = await ExplainAsync(
            "Install",
            "States.TaskFailed",
            $$$"""
            {"Build":{"BuildStatus":"{{{status}}}","Logs":{"DeepLink":"https://log"},
            "Phases":[{"PhaseType":"BUILD","PhaseStatus":"FAILED","Contexts":[{"Message":"exit status 1"}]}]}}
            """
        );

        output.Error.ShouldBe(error);
        output.Cause.ShouldContain("https://log");
        output.Cause.ShouldContain("exit status 1");
    }

    [Theory]
    [InlineData("StartSigning", "Signer.ResourceNotFoundException", "The signing profile does not exist.")]
    [InlineData("LookAtJob", "SigningFailedException", "its job 1a is Failed. The certificate expired.")]
    public async Task A_layer_that_is_not_signed_is_not_published_and_the_profile_is_named(string state, string error, string cause)
    {
        var output = await ExplainAsync(state, error, cause);

        output.Error.ShouldBe("SigningFailedException");
        output.Cause.ShouldContain(cause);
        output.Cause.ShouldContain("SigningProfileArn");
        output.Cause.ShouldContain("AWSLambda-SHA384-ECDSA");
    }

    [Fact]
    public async Task A_total_size_that_Lambda_refuses_is_a_matter_of_the_budget()
    {
        var output = await ExplainAsync(
            "CreateFunction",
            "Lambda.InvalidParameterValueException",
            "Function code combined with layers exceeds the maximum allowed size of 262144000 bytes. The actual size is 262150000 bytes."
        );

        output.Error.ShouldBe("BudgetExceededException");
        output.Cause.ShouldContain("otherLayersBytes");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{\"errorMessage\":\"cut o")]
    [InlineData("[1]")]
    [InlineData("{\"Build\":5}")]
    [InlineData("{\"Build\":{\"Phases\":{}, \"Logs\":3}}")]
    public async Task Any_cause_is_told_somehow(string cause)
    {
        var output = await ExplainAsync("Prune", "Whatever", cause);

        output.Cause.ShouldContain("Prune");
    }

    [Fact]
    public async Task A_throwaway_function_that_can_not_be_made_is_no_fault_of_the_probes()
    {
        var output = await ExplainAsync("CreateFunction", "Lambda.ResourceNotFoundException", "LayerVersion does not exist");

        output.Error.ShouldBe("ProbeFailedException");
        output.Cause.ShouldContain("budget.otherLayers");
        output.Cause.ShouldNotContain("probes");
    }

    [Theory]
    [InlineData("IOException", "The answer ended early.", "Start the execution again")]
    [InlineData("States.Timeout", "", "longer than its limit")]
    [InlineData("TaskCanceledException", "A task was canceled.", "longer than its limit")]
    [InlineData("Lambda.AccessDeniedException", "No.", "deploy the stack again")]
    [InlineData("AmazonS3Exception", "User: x is not authorized to perform: s3:GetObject", "deploy the stack again")]
    public async Task What_nobody_expected_has_a_next_step(string error, string cause, string next)
    {
        (await ExplainAsync("Prune", error, cause)).Cause.ShouldContain(next);
    }

    [Theory]
    [InlineData("States.Timeout", "StepTimedOutException")]
    [InlineData("Timeout", "StepTimedOutException")]
    [InlineData("States.DataLimitExceeded", "DataLimitExceeded")]
    public async Task A_name_that_a_Fail_state_may_not_use_becomes_another(string error, string name) =>
        (await ExplainAsync("Prune", error, "")).Error.ShouldBe(name);

    [Theory]
    [InlineData("Resolve", "CodeBuild.AccountLimitExceededException", "Cannot have more than 0 builds", "Concurrently running builds")]
    [InlineData("Probes", "Lambda.TooManyRequestsException", "Rate Exceeded.", "Concurrent executions")]
    [InlineData("CreateFunction", "Lambda.TooManyRequestsException", "Rate Exceeded.", "Concurrent executions")]
    public async Task A_limit_of_the_account_says_which_quota_to_raise_and_whom_to_ask(
        string state,
        string error,
        string cause,
        string quota
    )
    {
        var output = await ExplainAsync(state, error, cause);

        output.Error.ShouldBe("AccountLimitException");
        output.Cause.ShouldContain(cause);
        output.Cause.ShouldContain(quota);
        output.Cause.ShouldContain("Service Quotas");
        output.Cause.ShouldContain("AWS Support");
    }

    [Fact]
    public async Task What_says_itself_what_to_do_is_left_alone()
    {
        var output = await ExplainAsync("Plan", "InvalidRequestException", """{"errorMessage":"name: 'a b' is not a layer name."}""");

        output.Cause.ShouldStartWith("Plan: name: 'a b' is not a layer name.\n");
    }

    [Fact]
    public async Task A_build_that_stands_alone_in_the_cause_is_read_too()
    {
        var output = await ExplainAsync(
            "Install",
            "States.TaskFailed",
            """{"BuildStatus":"TIMED_OUT","Logs":{"DeepLink":"https://log"}}"""
        );

        output.Error.ShouldBe("BuildStoppedException");
        output.Cause.ShouldContain("https://log");
    }

    [Fact]
    public async Task A_failure_behind_the_publication_says_that_the_version_stands()
    {
        var output = await ExplainAsync("SetParameter", "Ssm.ThrottlingException", "Rate exceeded", "arn:aws:lambda:x:1:layer:science:7");

        output.Cause.ShouldContain("arn:aws:lambda:x:1:layer:science:7 is published nevertheless");
    }

    private Task<ExplainOutput> ExplainAsync(string state, string error, string cause, string? layerVersionArn = null) =>
        new ExplainFunction(_bucket).HandleAsync(
            new ExplainInput
            {
                Run = "r",
                State = state,
                Error = error,
                Cause = cause,
                LayerVersionArn = layerVersionArn,
            },
            InvocationContext.Begin()
        );
}
