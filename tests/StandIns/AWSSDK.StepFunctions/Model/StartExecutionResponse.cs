using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>What was started.</summary>
public sealed class StartExecutionResponse : AmazonWebServiceResponse
{
    /// <summary>The execution.</summary>
    public string? ExecutionArn { get; set; }

    /// <summary>When it started.</summary>
    public DateTime? StartDate { get; set; }
}
