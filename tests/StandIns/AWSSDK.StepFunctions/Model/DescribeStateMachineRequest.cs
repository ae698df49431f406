using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>Which state machine.</summary>
public sealed class DescribeStateMachineRequest : AmazonWebServiceRequest
{
    /// <summary>The state machine.</summary>
    public string? StateMachineArn { get; set; }
}
