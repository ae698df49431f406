using LayerPipeline.Executions;
using LayerPipeline.Testing;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Executions;

public sealed class StackBucketTests
{
    /// <summary>The stack's other bucket holds layers; manifests are in this one.</summary>
    [Fact]
    public void The_workflow_s_own_definition_names_the_bucket_with_the_manifests() =>
        StackBucket.Find(File.ReadAllText(Repository.Find("src/Workflow/layer-pipeline.asl.json"))).ShouldBe("${Bucket}");

    [Theory]
    [InlineData("")]
    [InlineData("{\"States\": {\"A\": {\"Arguments\": {\"Bucket\": \"b\", \"Key\": \"other\"}}}}")]
    [InlineData("[1, null, \"published/\"]")]
    public void Another_state_machine_names_none(string definition) => StackBucket.Find(definition).ShouldBeNull();
}
