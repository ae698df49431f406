using System.Text.Json.Nodes;
using Shouldly;

namespace LayerPipeline.EndToEnd;

public sealed class FailureTests(Deployment deployment)
{
    [Theory]
    [InlineData(
        "unknown",
        """{"name":"unknown","packages":["no-such-package-anywhere"]}""",
        "InstallFailedException",
        "no-such-package-anywhere"
    )]
    [InlineData("misspelt", """{"name":"misspelt","packages":["six"],"pyhton":"3.13"}""", "InvalidRequestException", "pyhton")]
    [InlineData(
        "over-budget",
        """{"name":"over-budget","packages":["tzdata"],"budget":{"reserveBytes":262000000}}""",
        "BudgetExceededException",
        "tzdata"
    )]
    [InlineData(
        "regressing",
        """{"name":"regressing","packages":["six"],"prune":{"drop":["six.py"]},"probes":["import six"]}""",
        "ImportRegressionException",
        "prune.drop"
    )]
    [InlineData(
        "killing",
        """{"name":"killing","packages":["six"],"probes":["import os, sys\nif '/opt/' in sys.path[0]: os.kill(os.getppid(), 9)"]}""",
        "ImportRegressionException",
        "PermissionError"
    )]
    public async Task A_failure_has_a_name_and_a_cause_and_leaves_nothing_behind(string layer, string request, string error, string word)
    {
        Deployment.SkipWithoutEndpoint();

        var execution = await Execution.RunAsync(deployment.StateMachine, request);

        execution.ShouldHaveFailed(error, word);
        await Layers.NothingIsLeftAsync(deployment, layer);
    }

    /// <summary>On the first day on which AWS creates no function for Python 3.10.</summary>
    [Fact]
    public async Task A_runtime_whose_functions_can_t_be_created_is_refused_before_anything_is_spent()
    {
        Deployment.SkipWithoutEndpoint();
        var stateMachine = await deployment.CopyStateMachineAsync(
            "blocked",
            _ => { },
            states => states["Plan"]!["Arguments"]!["Payload"]!["started"] = "2027-02-01T00:00:00.000Z"
        );

        var execution = await Execution.RunAsync(stateMachine, """{"name":"blocked","packages":["six"],"python":"3.10"}""");

        execution.ShouldHaveFailed("InvalidRequestException", "3.10", "3.14");
        var runs = await AwsCli.RunAsync("s3api", "list-objects-v2", "--bucket", deployment.Bucket, "--prefix", "runs/blocked-");
        runs?["Contents"].ShouldBeNull("no build can have been started without a plan");
        await Layers.NothingIsLeftAsync(deployment, "blocked");
    }

    /// <summary>Step Functions answers a Fail state that passes such a name on with States.Runtime, and the cause is lost.</summary>
    [Fact]
    public async Task A_failure_that_Step_Functions_names_itself_is_passed_on_under_a_name_that_it_allows()
    {
        Deployment.SkipWithoutEndpoint();
        var stateMachine = await deployment.CopyStateMachineAsync("late", _ => { });
        await Faults.InjectAsync("states.timeout", $"{deployment.Name}-late/(Plan|ExplainPlan)$", times: 2);

        var execution = await Execution.RunAsync(stateMachine, """{"name":"late","packages":["six"],"python":"3.13"}""");

        execution.Status.ShouldBe("FAILED");
        execution.Error.ShouldBe("Timeout", execution.Cause);
    }

    /// <summary>In the states of a Map, too: States.Runtime would end the execution there, with all that it has made left behind.</summary>
    [Theory]
    [InlineData("slow-slice", "Probe", "ProbeFailedException", "Timeout")]
    [InlineData("slow-candidate", "DeleteCandidate", "StepTimedOutException", "DeleteCandidates took longer")]
    [InlineData("slow-share", "AllowAccount", "StepTimedOutException", "Share took longer")]
    public async Task A_part_of_a_step_that_Step_Functions_ends_is_explained_and_cleaned_up(
        string layer,
        string state,
        string error,
        string word
    )
    {
        Deployment.SkipWithoutEndpoint();
        var stateMachine = await deployment.CopyStateMachineAsync(layer, _ => { });
        await Faults.InjectAsync("states.timeout", $"{deployment.Name}-{layer}/{state}$", times: 1);

        var execution = await Execution.RunAsync(
            stateMachine,
            $$$"""{"name":"{{{layer}}}","packages":["six"],"python":"3.13","publish":{"shareWith":["210987654321"]}}"""
        );

        execution.ShouldHaveFailed(error, word);
        await Layers.NothingIsInTheWayAsync(deployment, layer);
    }

    /// <summary>Its function ends without a report of any module.</summary>
    [Fact]
    public async Task A_probe_that_fails_as_a_whole_is_told_apart_from_modules_that_fail_and_leaves_nothing_behind()
    {
        Deployment.SkipWithoutEndpoint();
        var stateMachine = await deployment.CopyStateMachineAsync(
            "unprobed",
            states =>
                states["Probes"]!["ItemProcessor"]!["States"]!["Probe"]!["Arguments"]!["Payload"]!["arguments"] = "bm90IGNvbXByZXNzZWQ="
        );

        var execution = await Execution.RunAsync(stateMachine, """{"name":"unprobed","packages":["six"],"python":"3.13"}""");

        execution.ShouldHaveFailed("ProbeFailedException", "The throwaway function failed with BadGzipFile", "Nothing was published");
        await Layers.NothingIsLeftAsync(deployment, "unprobed");
    }

    [Fact]
    public async Task A_build_that_is_stopped_fails_the_execution_with_its_log()
    {
        Deployment.SkipWithoutEndpoint();
        var execution = await Execution.StartAsync(
            deployment.StateMachine,
            """{"name":"stopped","packages":["six"],"probes":["import time; time.sleep(40)"]}"""
        );

        var build = await InstallOfAsync("stopped");
        await AwsCli.RunAsync("codebuild", "stop-build", "--id", build);
        await execution.WaitAsync();

        execution.ShouldHaveFailed("BuildStoppedException", "someone stopped the build");
        await Layers.NothingIsLeftAsync(deployment, "stopped");
    }

    /// <summary>The build that installs for a layer, once it runs.</summary>
    private async Task<string> InstallOfAsync(string layer)
    {
        var project = await deployment.ResourceAsync("BuildProject");
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        for (var looks = 0; looks < 600; looks++)
        {
            await timer.WaitForNextTickAsync();
            var ids = await AwsCli.RunAsync("codebuild", "list-builds-for-project", "--project-name", project);
            string[] known = [.. ids!["ids"]!.AsArray().Select(id => id!.GetValue<string>())];
            if (known.Length == 0)
            {
                continue;
            }

            var builds = await AwsCli.RunAsync(["codebuild", "batch-get-builds", "--ids", .. known]);
            var found = builds!["builds"]!.AsArray().FirstOrDefault(build => Installs(build!, layer));
            if (found is not null)
            {
                return found["id"]!.GetValue<string>();
            }
        }

        throw new TimeoutException($"No build installs {layer}.");
    }

    private static bool Installs(JsonNode build, string layer)
    {
        var variables =
            build["environment"]
                ?["environmentVariables"]?.AsArray()
                .ToDictionary(variable => variable!["name"]!.GetValue<string>(), variable => variable!["value"]!.GetValue<string>())
            ?? [];
        return build["buildStatus"]!.GetValue<string>() == "IN_PROGRESS"
            && build["currentPhase"]?.GetValue<string>() == "BUILD"
            && variables.GetValueOrDefault("MODE") == "install"
            && variables.GetValueOrDefault("RUN")?.StartsWith(layer + "-", StringComparison.Ordinal) == true;
    }
}
