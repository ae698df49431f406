using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.S3;
using Amazon.StepFunctions;
using LayerPipeline.Functions.Handlers;
using LayerPipeline.Functions.Storage;
using LayerPipeline.Pipeline;
using LayerPipeline.Scenes;
using LayerPipeline.Testing;
using Shouldly;
using YamlDotNet.RepresentationModel;

namespace LayerPipeline.Functions.Tests.Workflow;

public sealed partial class StateMachineTests
{
    /// <summary>What the services call their own errors; all other names must be types.</summary>
    private static readonly string[] ServicePrefixes = ["States.", "Lambda.", "S3.", "Ssm.", "EventBridge.", "CodeBuild.", "Signer."];

    private static readonly Assembly[] Assemblies =
    [
        typeof(PlanFunction).Assembly,
        typeof(LayerPipelineException).Assembly,
        typeof(AmazonS3Exception).Assembly,
        typeof(AmazonStepFunctionsException).Assembly,
        typeof(HttpRequestException).Assembly,
        typeof(IOException).Assembly,
    ];

    /// <summary>Install and Probe raw are one build; the layer's probe is a map over slices.</summary>
    [Fact]
    public void The_states_that_carry_out_steps_stand_in_the_order_of_the_pipeline()
    {
        var states = StateMachine.States.Keys.ToList();
        var places = PipelineSteps
            .All.Select(step =>
                step == PipelineSteps.ProbeRaw ? "Install"
                : step == PipelineSteps.ProbeLayer ? "Probes"
                : step == PipelineSteps.Measure ? "Judge" // The function that probes measures its imports itself.
                : step.Title
            )
            .Select(state => states.IndexOf(state))
            .ToList();

        places.ShouldAllBe(place => place >= 0);
        places.ShouldBe(places.Order());
    }

    [Fact]
    public void The_definition_is_what_its_scenes_say()
    {
        Definition
            .Read(Repository.Find("src/Workflow"))
            .ShouldBe(
                File.ReadAllText(Repository.Find("src/Workflow/layer-pipeline.asl.json")),
                "Write it again: dotnet run --project build/LayerPipeline.Scenes"
            );
    }

    [Fact]
    public void Nothing_is_probed_before_the_function_has_the_candidate_s_layer()
    {
        var toProbes = StateMachine
            .Items(StateMachine.States["IsFunctionReady"], "Choices")
            .Single(choice => choice.GetProperty("Next").GetString() == "Probes");

        toProbes.GetProperty("Condition").GetString().ShouldBe("{% $functionState = 'Active' and $isAttached %}");
        StateMachine
            .States["IsActive"]
            .GetProperty("Assign")
            .GetProperty("isAttached")
            .GetString()
            .ShouldBe("{% $candidateArn in $states.result.Layers.Arn %}");
    }

    [Fact]
    public void Where_a_recorded_version_is_deleted_its_manifest_is_too()
    {
        StateMachine.States["DeleteOld"].GetProperty("Next").GetString().ShouldBe("DeleteManifest");
        var key = StateMachine.States["DeleteManifest"].GetProperty("Arguments").GetProperty("Key").GetString()!;

        // The same key as Record's, said in JSONata.
        const string Target = "{target}";
        var said = key[3..^3].Replace("$build.target", $"'{Target}'", StringComparison.Ordinal);
        string.Concat(said.Replace("$states.input", "'7'", StringComparison.Ordinal).Split(" & ").Select(part => part.Trim('\'')))
            .ShouldBe(BucketKeys.Manifest(Target, 7));
    }

    [Fact]
    public void The_bucket_lets_only_the_files_of_runs_expire()
    {
        var rules = Template.Find(Template.Root["Resources"], "Bucket", "Properties", "LifecycleConfiguration", "Rules");

        var expiring = rules
            .ShouldBeOfType<YamlSequenceNode>()
            .Children.Where(rule => Template.Find(rule, "ExpirationInDays") is not null)
            .Select(rule => Template.Find(rule, "Prefix")?.ToString());
        expiring.ShouldBe(["runs/"]);
        BucketKeys.Manifest("pocket/python3.13/x86_64", 7).ShouldNotStartWith("runs/");
    }

    [Fact]
    public void A_reader_meets_every_state_behind_one_that_leads_to_it()
    {
        foreach (var machine in StateMachine.Machines)
        {
            HashSet<string> announced = [machine.GetProperty("StartAt").GetString()!];
            foreach (var state in machine.GetProperty("States").EnumerateObject())
            {
                announced.ShouldContain(state.Name);
                announced.UnionWith(StateMachine.Exits(state.Value));
            }
        }
    }

    [Fact]
    public void The_scenes_are_short_enough_to_be_read()
    {
        Directory
            .EnumerateFiles(Repository.Find("src/Workflow"), "*.yaml", SearchOption.AllDirectories)
            .Sum(file => File.ReadLines(file).Count())
            .ShouldBeLessThanOrEqualTo(900);
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

    [Theory]
    [InlineData("Resolve")]
    [InlineData("Install")]
    public void A_build_whose_host_is_at_fault_is_tried_again_a_few_times(string build)
    {
        var catcher = StateMachine.Items(StateMachine.States[build], "Catch").First();
        var fault = StateMachine.States["IsHostAtFault"];
        var again = StateMachine.Items(fault, "Choices").ShouldHaveSingleItem();

        StateMachine.Names(catcher).ShouldBe(["States.TaskFailed"]);
        catcher.GetProperty("Next").GetString().ShouldBe("IsHostAtFault");
        again
            .GetProperty("Condition")
            .GetString()!
            .ShouldContain("""$faults < 4 and ($contains($problem.cause, '"BuildStatus":"FAULT"')""");
        StateMachine.Exits(StateMachine.States["WhichBuild"]).ShouldContain(build);
        StateMachine.Exits(fault).ShouldBe(["WaitForHost", "CleanUp"]);
    }

    /// <summary>Step Functions allows no such name in a Fail state. Source: Step Functions, error names.</summary>
    [Fact]
    public void No_Fail_state_passes_on_a_name_of_Step_Functions_own()
    {
        var fails = StateMachine.States.Values.Where(state => state.GetProperty("Type").GetString() == "Fail").ToList();

        fails.Count.ShouldBe(4);
        fails.ShouldAllBe(fail => PassedOn().IsMatch(fail.GetProperty("Error").GetString()!));
    }

    /// <summary>Lambda filters a page after it has cut it: what a filter leaves empty need not be the last page.</summary>
    [Fact]
    public void Listings_of_versions_are_filtered_here_and_read_to_the_last_page()
    {
        var listings = StateMachine
            .States.Where(state => StateMachine.Integration(state.Value) == "aws-sdk:lambda:listLayerVersions")
            .ToList();

        listings.Count.ShouldBe(4);
        foreach (var (name, state) in listings)
        {
            var arguments = state.GetProperty("Arguments").ToString();
            arguments.ShouldContain("'Marker': $next", Case.Sensitive, name);
            arguments.ShouldNotContain("Compatible", Case.Sensitive, name);
            state.GetProperty("Assign").GetProperty("next").GetString()!.ShouldContain("$states.result.NextMarker", Case.Sensitive, name);
            var next = StateMachine.States[state.GetProperty("Next").GetString()!];
            StateMachine.Exits(next).ShouldContain(name);
        }
    }

    /// <summary>China and GovCloud have partitions of their own; in ARNs the word "aws" would name another one.</summary>
    [Fact]
    public void No_partition_is_written_down()
    {
        StateMachine.Definition.GetRawText().ShouldNotContain("arn:aws:");
        var template = File.ReadAllText(Repository.Find("template.yaml"));
        template.ShouldNotContain("arn:aws:");
        PartitionHost().Matches(template).Select(match => match.Groups["partition"].Value).ShouldBe(["aws", "aws-cn", "aws-us-gov"]);
        ConsoleAddress().Matches(template).ShouldAllBe(match => match.Value == "https://${Host}");
    }

    [Fact]
    public void Every_handler_of_the_template_exists()
    {
        var handlers = Handler().Matches(File.ReadAllText(Repository.Find("template.yaml")));

        handlers.Count.ShouldBe(9);
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

    [GeneratedRegex(@"^\{% \$substringAfter\(\$[a-z]+\.[eE]rror, 'States\.'\) %\}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PassedOn();

    [GeneratedRegex("^    (?<partition>aws[a-z-]*):\n      Host: console", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PartitionHost();

    [GeneratedRegex("https://[^/\"]+(?=/states/home)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ConsoleAddress();

    [GeneratedRegex(
        @"Handler: LayerPipeline.Functions::(?<type>[A-Za-z.]+)::(?<method>\w+)",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Handler();
}
