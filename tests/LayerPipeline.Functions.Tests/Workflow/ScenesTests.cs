using System.Text.Json.Nodes;
using LayerPipeline.Scenes;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Workflow;

public sealed class ScenesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("scenes-").FullName;

    public ScenesTests()
    {
        Write(
            "policies.yaml",
            """
            retry: { busy: { ErrorEquals: [Lambda.Busy], IntervalSeconds: 2, MaxAttempts: 3, MaxDelaySeconds: 9 } }
            catch: { ignored: {} }
            task: { quick: { TimeoutSeconds: 5, Retry: [busy], Catch: [ignored -> End], Assign: { name: STATE } } }
            """
        );
        Write("layer-pipeline.yaml", "QueryLanguage: JSONata\nStates: [only]");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("TimeoutSeconds: 5, Retry: [busy]", "Catch")]
    [InlineData("TimeoutSeconds: 5, Catch: [ignored -> End]", "Retry")]
    [InlineData("Retry: [busy], Catch: [ignored -> End]", "TimeoutSeconds")]
    public void A_task_without_a_time_limit_retries_or_catchers_is_refused(string properties, string missing)
    {
        Write("scenes/only.yaml", $"Work: {{ Resource: lambda:invoke, {properties}, End: true }}");

        Should.Throw<InvalidDataException>(() => Definition.Read(_folder)).Message.ShouldBe($"The task Work has no {missing}.");
    }

    [Fact]
    public void A_task_has_what_its_kind_says_unless_it_says_so_itself()
    {
        Write("scenes/only.yaml", "Work: { Like: quick, Resource: lambda:invoke, TimeoutSeconds: 7, End: true }");

        var work = JsonNode.Parse(Definition.Read(_folder))!["States"]!["Work"]!;

        work["TimeoutSeconds"]!.GetValue<int>().ShouldBe(7);
        work["Retry"]![0]!["ErrorEquals"]![0]!.GetValue<string>().ShouldBe("Lambda.Busy");
        work["Assign"]!["name"]!.GetValue<string>().ShouldBe("Work");
        work["Like"].ShouldBeNull();
    }

    [Fact]
    public void A_kind_that_is_not_there_is_named()
    {
        Write("scenes/only.yaml", "Work: { Like: slow, Resource: lambda:invoke, End: true }");

        Should
            .Throw<InvalidDataException>(() => Definition.Read(_folder))
            .Message.ShouldContain("'slow' is not in policies.yaml under task");
    }

    [Fact]
    public void A_policy_that_is_not_there_is_named()
    {
        Write("scenes/only.yaml", "Work: { Resource: lambda:invoke, TimeoutSeconds: 5, Retry: [lazy], Catch: [ignored -> End] }");

        Should.Throw<InvalidDataException>(() => Definition.Read(_folder)).Message.ShouldContain("'lazy' is not in policies.yaml");
    }

    private void Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
