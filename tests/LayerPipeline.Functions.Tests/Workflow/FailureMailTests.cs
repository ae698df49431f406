using LayerPipeline.Testing;
using Shouldly;
using YamlDotNet.RepresentationModel;

namespace LayerPipeline.Functions.Tests.Workflow;

public sealed class FailureMailTests
{
    /// <summary>
    /// EventBridge escapes nothing that it puts between quotes, and drops what then is no JSON. An error's name and cause may hold
    /// anything; an execution's name, status and ARN can't hold a quote or a line end. Source: EventBridge, input transformation.
    /// </summary>
    [Fact]
    public void The_mail_holds_nothing_that_a_failure_can_word()
    {
        var paths = ((YamlMappingNode)Target("InputTransformer", "InputPathsMap")).Children.Select(path => path.Value.ToString());

        paths.ShouldBeSubsetOf(["$.detail.name", "$.detail.status", "$.detail.executionArn"]);
    }

    [Fact]
    public void What_can_not_be_told_goes_to_a_queue_that_the_rule_may_write_to()
    {
        Target("DeadLetterConfig", "Arn").ToString().ShouldBe("FailureQueue.Arn");
        var statement = Template.Find(Template.Root["Resources"], "FailureQueuePolicy", "Properties", "PolicyDocument")!["Statement"][0];
        statement["Action"].ToString().ShouldBe("sqs:SendMessage");
        statement["Resource"].ToString().ShouldBe("FailureQueue.Arn");
        statement["Condition"]["ArnEquals"]["aws:SourceArn"].ToString().ShouldBe("FailureRule.Arn");
    }

    private static YamlNode Target(params ReadOnlySpan<string> path) =>
        Template.Find(Template.Find(Template.Root["Resources"], "FailureRule", "Properties")!["Targets"][0], path).ShouldNotBeNull();
}
