using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>What to start.</summary>
public sealed class StartExecutionRequest : AmazonWebServiceRequest
{
    /// <summary>The state machine.</summary>
    public string? StateMachineArn { get; set; }

    /// <summary>Name of the execution, at most 80 characters.</summary>
    public string? Name { get; set; }

    /// <summary>JSON, at most 262,144 bytes.</summary>
    public string? Input { get; set; }
}
