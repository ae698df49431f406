using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.S3;
using Amazon.StepFunctions;
using LayerPipeline.Functions.Handlers;
using LayerPipeline.Testing;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Workflow;

public sealed partial class StateMachineTests
{
    /// <summary>What the services call their own errors; all other names must be types.</summary>
    private static readonly string[] ServicePrefixes = ["States.", "Lambda.", "S3.", "Ssm.", "EventBridge.", "CodeBuild."];

    private static readonly Assembly[] Assemblies =
    [
        typeof(PlanFunction).Assembly,
        typeof(LayerPipelineException).Assembly,
        typeof(AmazonS3Exception).Assembly,
        typeof(AmazonStepFunctionsException).Assembly,
        typeof(HttpRequestException).Assembly,
        typeof(IOException).Assembly,
    ];

    public static TheoryData<string> TaskNames => [.. StateMachine.Tasks.Select(task => task.Key)];

    [Theory]
    [MemberData(nameof(TaskNames))]
    public void Every_task_has_a_time_limit_retries_with_backoff_and_jitter_and_catches_what_is_left(string name)
    {
        var task = StateMachine.States[name];

        task.TryGetProperty("TimeoutSeconds", out _).ShouldBeTrue();
        var retries = StateMachine.Items(task, "Retry").ToList();
        retries.ShouldNotBeEmpty();
        foreach (var retry in retries)
        {
            StateMachine.Names(retry).ShouldNotContain("States.ALL", "errors are retried by name");
            retry.GetProperty("BackoffRate").GetDouble().ShouldBeGreaterThan(1);
            retry.GetProperty("JitterStrategy").GetString().ShouldBe("FULL");
            retry.GetProperty("MaxAttempts").GetInt32().ShouldBeInRange(1, 10);
        }

        StateMachine.Names(StateMachine.Items(task, "Catch").Last()).ShouldBe(["States.ALL"]);
    }

    [Fact]
    public void Every_error_that_is_named_exists()
    {
        var types = Assemblies.SelectMany(assembly => assembly.GetExportedTypes()).Where(type => type.IsAssignableTo(typeof(Exception)));
        var known = types.Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
        var named = StateMachine
            .States.Values.SelectMany(state => StateMachine.Items(state, "Catch").Concat(StateMachine.Items(state, "Retry")))
            .SelectMany(StateMachine.Names)
            .Concat(Assigned().Matches(StateMachine.Definition.GetRawText()).Select(match => match.Groups["name"].Value));

        named
            .Where(name => !ServicePrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            .ShouldAllBe(name => known.Contains(name));
    }

    [Fact]
    public void Every_failure_of_a_build_passes_the_cleanup_before_it_is_told()
    {
        var states = StateMachine.Definition.GetProperty("States").GetProperty("Builds").GetProperty("ItemProcessor").GetProperty("States");
        string[] cleanup = ["RemoveFunction", "FindCandidates", "RemoveCandidates", "ReleaseClaim", "Explain"];
        string[] afterwards = ["ListOldVersions", "DeleteOldVersions"];
        foreach (var state in states.EnumerateObject().Where(state => !cleanup.Contains(state.Name)))
        {
            var last = StateMachine.Items(state.Value, "Catch").LastOrDefault();
            if (last.ValueKind == JsonValueKind.Object)
            {
                var next = afterwards.Contains(state.Name) ? "Ended" : "CleanUp";
                last.GetProperty("Next").GetString().ShouldBe(next, state.Name);
            }
        }
    }

    /// <summary>States.ALL does not cover it. Source: Step Functions, error names. A package's code decides how large the probe's answer is.</summary>
    [Fact]
    public void An_answer_that_is_too_large_for_a_state_is_caught_by_its_name()
    {
        var wide = StateMachine
            .States.Where(state =>
                StateMachine.Type(state.Value) == "Map"
                || (
                    state.Value.TryGetProperty("Resource", out var resource)
                    && resource.GetString() is "arn:aws:states:::lambda:invoke" or "arn:aws:states:::codebuild:startBuild.sync"
                )
            )
            .ToList();

        wide.Count.ShouldBeGreaterThan(15);
        foreach (var (name, state) in wide)
        {
            var catchers = StateMachine.Items(state, "Catch").ToList();
            var large = catchers.Where(catcher => StateMachine.Names(catcher).Contains("States.DataLimitExceeded")).ToList();
            large.ShouldHaveSingleItem().GetProperty("Next").GetString().ShouldBe(catchers[^1].GetProperty("Next").GetString(), name);
        }
    }

    /// <summary>Step Functions refuses such a definition. Source: Step Functions, workflow variables, scope.</summary>
    [Fact]
    public void No_inner_state_assigns_a_variable_of_an_outer_one()
    {
        var scopes = StateMachine.Scopes().ToList();

        scopes.Count.ShouldBeGreaterThan(5);
        scopes[0].Own.ShouldContain("failure");
        foreach (var (outer, own) in scopes)
        {
            own.Intersect(outer).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Every_state_is_reached_and_every_step_leads_somewhere()
    {
        var text = StateMachine.Definition.GetRawText();
        foreach (var name in StateMachine.States.Keys)
        {
            (
                text.Contains($"\"Next\": \"{name}\"", StringComparison.Ordinal)
                || text.Contains($"\"StartAt\": \"{name}\"", StringComparison.Ordinal)
                || text.Contains($"\"Default\": \"{name}\"", StringComparison.Ordinal)
            ).ShouldBeTrue(name);
        }

        foreach (Match next in Leads().Matches(text))
        {
            StateMachine.States.Keys.ShouldContain(next.Groups["name"].Value);
        }
    }

    [Fact]
    public void Every_substitution_is_in_the_template()
    {
        var template = File.ReadAllText(Repository.Find("template.yaml"));
        foreach (Match match in Substitution().Matches(StateMachine.Definition.GetRawText()))
        {
            template.ShouldContain($"        {match.Groups["name"].Value}: ");
        }
    }

    [Fact]
    public void Every_handler_of_the_template_exists()
    {
        var handlers = Handler().Matches(File.ReadAllText(Repository.Find("template.yaml")));

        handlers.Count.ShouldBe(8);
        foreach (Match handler in handlers)
        {
            var type = typeof(PlanFunction).Assembly.GetType(handler.Groups["type"].Value).ShouldNotBeNull();
            type.GetConstructor([]).ShouldNotBeNull();
            type.GetMethod(handler.Groups["method"].Value).ShouldNotBeNull();
        }
    }

    [GeneratedRegex("\"error\": \"(?<name>[A-Za-z]+Exception)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Assigned();

    [GeneratedRegex("\"(?:Next|StartAt|Default)\": \"(?<name>[A-Za-z]+)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Leads();

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z]+)\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Substitution();

    [GeneratedRegex(
        @"Handler: LayerPipeline.Functions::(?<type>[A-Za-z.]+)::(?<method>\w+)",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Handler();
}
