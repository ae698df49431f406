using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>Which execution.</summary>
public sealed class DescribeExecutionRequest : AmazonWebServiceRequest
{
    /// <summary>The execution.</summary>
    public string? ExecutionArn { get; set; }
}
