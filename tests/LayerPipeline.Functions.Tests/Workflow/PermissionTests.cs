using LayerPipeline.Pipeline;
using LayerPipeline.Testing;
using Shouldly;
using YamlDotNet.RepresentationModel;

namespace LayerPipeline.Functions.Tests.Workflow;

public sealed class PermissionTests
{
    [Fact]
    public void No_permission_is_for_anything_unless_its_role_says_why()
    {
        var statements = Statements().ToList();

        statements.Count.ShouldBeGreaterThan(20);
        foreach (var statement in statements.Where(statement => statement.Resources.Contains("*")))
        {
            statement.Reasons.Keys.ShouldContain(statement.Sid, $"{statement.Role}: Metadata.AnyResource has no reason for it");
        }
    }

    [Fact]
    public void Permissions_are_single_actions()
    {
        foreach (var statement in Statements())
        {
            statement.Actions.ShouldAllBe(action => !action.Contains('*', StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_throwaway_function_can_write_its_log_and_nothing_else()
    {
        var statement = Statements().Where(statement => statement.Role == "ProbeRole").ShouldHaveSingleItem();

        statement.Actions.ShouldBe(["logs:CreateLogStream", "logs:PutLogEvents"]);
        statement.Resources.ShouldBe(["ProbeLog.Arn"]);
    }

    /// <summary>A role can write what the steps that it carries out write, and nothing else of a run.</summary>
    [Theory]
    [InlineData("PlanRole", "plan")]
    [InlineData("BuildRole", "install", "probe-raw")]
    [InlineData("PruneRole", "install", "prune")]
    [InlineData("CheckRole", "check")]
    [InlineData("JudgeRole", "probe-layer", "judge")]
    [InlineData("RecordRole", "record")]
    [InlineData("RegisterRole", "record")]
    public void A_role_can_write_the_files_of_its_steps_and_no_others(string role, params string[] steps)
    {
        var allowed = PipelineSteps
            .All.Where(step => steps.Contains(step.Name))
            .SelectMany(step => step.Writes)
            .Concat(
                role switch
                {
                    "BuildRole" => [.. RunFiles.OfBuildContainer, RunFiles.Decoder],
                    "JudgeRole" => [RunFiles.Cold],
                    _ => [],
                }
            );

        RunFilesOf(role).ShouldNotBeEmpty();
        RunFilesOf(role).Except(allowed).ShouldBeEmpty();
    }

    [Fact]
    public void Every_file_of_every_step_can_be_written_by_a_role() =>
        PipelineSteps
            .Files.Concat(RunFiles.OfColdStore)
            .Except(RunFiles.OfOneMachine, StringComparer.Ordinal)
            .Except(
                Statements().Select(statement => statement.Role).Distinct(StringComparer.Ordinal).SelectMany(RunFilesOf),
                StringComparer.Ordinal
            )
            .ShouldBeEmpty();

    private static IEnumerable<string> RunFilesOf(string role) =>
        Statements()
            .Where(statement => statement.Role == role && statement.Actions.Contains("s3:PutObject"))
            .SelectMany(statement => statement.Resources)
            .Where(resource => resource.Contains("/runs/", StringComparison.Ordinal))
            .Select(resource => resource[(resource.LastIndexOf('/') + 1)..])
            .Where(file => !file.Contains('*', StringComparison.Ordinal));

    /// <summary>The table that docs/aws.md has: who may do what on what. A change of permissions changes it.</summary>
    [Fact]
    public void The_documentation_lists_every_permission_with_its_role_and_resource()
    {
        var documented = File.ReadLines(Repository.Find("docs/aws.md"))
            .SkipWhile(line => line != "## Permissions")
            .Where(line => line.Contains("Role | `", StringComparison.Ordinal));

        documented.ShouldBe(Statements().Select(Row));
    }

    private static string Row(Statement statement) =>
        $"| {statement.Role} | {Quoted(statement.Actions)} | {Quoted(statement.Resources.Select(Short))} |";

    private static string Quoted(IEnumerable<string> texts) => string.Join(", ", texts.Select(text => $"`{text}`"));

    /// <summary>A resource without the parts that are the same for all.</summary>
    private static string Short(string resource) =>
        resource switch
        {
            "Bucket.Arn" => "the bucket",
            "LayerBucket.Arn" => "the layers' bucket",
            _ when resource.StartsWith("${Bucket.Arn}/", StringComparison.Ordinal) => $"bucket: {resource[14..]}",
            _ when resource.StartsWith("${LayerBucket.Arn}/", StringComparison.Ordinal) => $"layers' bucket: {resource[19..]}",
            _ when resource.StartsWith("arn:", StringComparison.Ordinal) => Arn(
                resource.Replace("AWS::", "", StringComparison.Ordinal).Split(':', 6)
            ),
            _ when resource.EndsWith(".Arn", StringComparison.Ordinal) => resource[..^4],
            _ => resource,
        };

    private static string Arn(string[] parts)
    {
        var account = parts[4] == "*" ? " of any account" : "";
        return $"{parts[2]}{account}: {parts[5].Replace("${StackName}", "STACK", StringComparison.Ordinal)}";
    }

    private static IEnumerable<Statement> Statements()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Repository.Find("template.yaml"))));
        var resources = (YamlMappingNode)((YamlMappingNode)yaml.Documents[0].RootNode)["Resources"];
        foreach (var (name, resource) in resources.Children)
        {
            if (Text(resource["Type"]) != "AWS::IAM::Role")
            {
                continue;
            }

            var reasons = Reasons((YamlMappingNode)resource);
            foreach (var policy in (YamlSequenceNode)resource["Properties"]["Policies"])
            {
                foreach (var statement in (YamlSequenceNode)policy["PolicyDocument"]["Statement"])
                {
                    yield return Read(Text(name), Unconditional(statement), reasons);
                }
            }
        }
    }

    private static Statement Read(string role, YamlNode statement, IReadOnlyDictionary<string, string> reasons) =>
        new(role, Text(statement["Sid"]), Texts(statement["Action"]), Texts(statement["Resource"]), reasons);

    /// <summary>A statement that stands under a condition is a list: the condition, the statement, nothing.</summary>
    private static YamlNode Unconditional(YamlNode statement) => statement is YamlSequenceNode choice ? choice[1] : statement;

    private static Dictionary<string, string> Reasons(YamlMappingNode role) =>
        role.Children.TryGetValue("Metadata", out var metadata)
            ? ((YamlMappingNode)metadata["AnyResource"]).Children.ToDictionary(reason => Text(reason.Key), reason => Text(reason.Value))
            : [];

    private static List<string> Texts(YamlNode node) => node is YamlSequenceNode list ? [.. list.Select(Text)] : [Text(node)];

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    private sealed record Statement(
        string Role,
        string Sid,
        IReadOnlyList<string> Actions,
        IReadOnlyList<string> Resources,
        IReadOnlyDictionary<string, string> Reasons
    );
}
