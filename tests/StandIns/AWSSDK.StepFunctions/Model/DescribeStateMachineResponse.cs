using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>A state machine.</summary>
public sealed class DescribeStateMachineResponse : AmazonWebServiceResponse
{
    /// <summary>The state machine.</summary>
    public string? StateMachineArn { get; set; }

    /// <summary>Its definition, as JSON.</summary>
    public string? Definition { get; set; }
}
