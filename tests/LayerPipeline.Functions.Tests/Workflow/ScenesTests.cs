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
            "retry: { busy: { ErrorEquals: [Lambda.Busy], IntervalSeconds: 2, MaxAttempts: 3, MaxDelaySeconds: 9 } }\ncatch: { ignored: {} }"
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
