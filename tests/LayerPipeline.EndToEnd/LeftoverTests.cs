using System.Text.Json.Nodes;
using Shouldly;

namespace LayerPipeline.EndToEnd;

/// <summary>What an execution left that was cut off, and what changes for a layer that stays the same.</summary>
public sealed class LeftoverTests(Deployment deployment)
{
    [Fact]
    public async Task What_a_cut_off_execution_left_is_cleared_away_by_the_next_build()
    {
        Deployment.SkipWithoutEndpoint();
        const string Request = """{"name":"cut-off","packages":["six"],"python":"3.13"}""";
        var stateMachine = await deployment.CopyStateMachineAsync(
            "cut-off",
            states => states["IsActive"] = JsonNode.Parse("""{"Type": "Fail", "Error": "CutOff"}""")
        );
        var cutOff = await Execution.RunAsync(stateMachine, Request);
        cutOff.Status.ShouldBe("FAILED");
        (await Layers.VersionsAsync("cut-off-candidate")).ShouldNotBeEmpty();

        var execution = await Execution.RunAsync(deployment.StateMachine, Request);

        execution.Outcome.ShouldBe("published");
        (await Layers.VersionsAsync("cut-off")).ShouldBe([1]);
        (await Layers.VersionsAsync("cut-off-candidate")).ShouldBeEmpty();
        (await Layers.ThrowawayFunctionsAsync("cut-off-python3.13-x86_64-")).ShouldBeEmpty();
    }

    /// <summary>As a redriven execution does that was stopped when its version had been made.</summary>
    [Fact]
    public async Task An_execution_that_begins_again_where_it_publishes_makes_no_second_version()
    {
        Deployment.SkipWithoutEndpoint();
        const string Request = """{"name":"twin","packages":["six"],"python":"3.13"}""";
        var first = await Execution.RunAsync(deployment.StateMachine, Request);
        await AwsCli.RunAsync("s3api", "delete-object", "--bucket", deployment.Bucket, "--key", "published/twin/python3.13/x86_64.json");
        var stateMachine = await deployment.CopyStateMachineAsync("twin", states => states["Verdict"]!["Default"] = "Publish");

        var again = await Execution.RunAsync(stateMachine, Request);

        again.Outcome.ShouldBe("published");
        again.Build["layerVersionArn"]!.GetValue<string>().ShouldBe(first.Build["layerVersionArn"]!.GetValue<string>());
        (await Layers.VersionsAsync("twin")).ShouldBe([1]);
    }

    /// <summary>A filter would leave the other runtime's versions out of the first page, and not fill it.</summary>
    [Fact]
    public async Task A_version_behind_a_page_of_another_runtime_s_versions_is_found_and_not_made_again()
    {
        Deployment.SkipWithoutEndpoint();
        const string Request = """{"name":"paged","packages":["six"],"python":"3.13"}""";
        var first = await Execution.RunAsync(deployment.StateMachine, Request);
        await Layers.PublishAsync(deployment, "paged", "python3.12", versions: 51);
        await AwsCli.RunAsync("s3api", "delete-object", "--bucket", deployment.Bucket, "--key", "published/paged/python3.13/x86_64.json");

        var again = await Execution.RunAsync(deployment.StateMachine, Request);

        again.Outcome.ShouldBe("published");
        again.Build["layerVersionArn"]!.GetValue<string>().ShouldBe(first.Build["layerVersionArn"]!.GetValue<string>());
        (await Layers.VersionsAsync("paged")).Count.ShouldBe(52);
    }

    /// <summary>The candidate of a cut-off execution lies behind a page of another runtime's candidates.</summary>
    [Fact]
    public async Task A_candidate_behind_a_page_of_another_runtime_s_candidates_is_cleared_away()
    {
        Deployment.SkipWithoutEndpoint();
        const string Request = """{"name":"behind","packages":["six"],"python":"3.13"}""";
        var stateMachine = await deployment.CopyStateMachineAsync(
            "behind",
            states => states["IsActive"] = JsonNode.Parse("""{"Type": "Fail", "Error": "CutOff"}""")
        );
        (await Execution.RunAsync(stateMachine, Request)).Status.ShouldBe("FAILED");
        (await Layers.VersionsAsync("behind-candidate")).ShouldBe([1]);
        await Layers.PublishAsync(deployment, "behind-candidate", "python3.12", versions: 51);

        var execution = await Execution.RunAsync(deployment.StateMachine, Request);

        execution.Outcome.ShouldBe("published");
        var versions = await Layers.VersionsAsync("behind-candidate");
        versions.Count.ShouldBe(51);
        versions.ShouldNotContain(1);
    }

    [Fact]
    public async Task Whom_an_unchanged_layer_is_shared_with_and_its_name_follow_the_request()
    {
        Deployment.SkipWithoutEndpoint();
        var first = await Execution.RunAsync(deployment.StateMachine, """{"name":"shared","packages":["six"],"python":"3.13"}""");
        first.Outcome.ShouldBe("published");
        var parameter = first.Build["parameter"]!.GetValue<string>();
        await AwsCli.RunAsync("ssm", "delete-parameter", "--name", parameter);

        var again = await Execution.RunAsync(
            deployment.StateMachine,
            """{"name":"shared","packages":["six"],"python":"3.13","publish":{"shareWith":["210987654321"]}}"""
        );

        again.Outcome.ShouldBe("unchanged");
        var named = await AwsCli.RunAsync("ssm", "get-parameter", "--name", parameter);
        named!["Parameter"]!["Value"]!.GetValue<string>().ShouldBe(first.Build["layerVersionArn"]!.GetValue<string>());
        var policy = await AwsCli.RunAsync("lambda", "get-layer-version-policy", "--layer-name", "shared", "--version-number", "1");
        policy!["Policy"]!.GetValue<string>().ShouldContain("210987654321");
    }

    [Fact]
    public async Task Packages_with_the_same_bytes_for_both_architectures_become_two_versions()
    {
        Deployment.SkipWithoutEndpoint();

        var execution = await Execution.RunAsync(
            deployment.StateMachine,
            """{"name":"both","packages":["six"],"python":"3.13","architecture":["x86_64","arm64"]}"""
        );

        execution.Status.ShouldBe("SUCCEEDED", execution.Cause);
        execution.Builds.Select(build => build!["layerVersionArn"]!.GetValue<string>()).ShouldBeUnique();
        (await Layers.VersionsAsync("both")).Count.ShouldBe(2);
        (await Layers.VersionsAsync("both-candidate")).ShouldBeEmpty();
    }
}
