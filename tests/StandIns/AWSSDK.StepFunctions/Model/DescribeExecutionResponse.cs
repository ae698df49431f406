using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>An execution.</summary>
public sealed class DescribeExecutionResponse : AmazonWebServiceResponse
{
    /// <summary>The execution.</summary>
    public string? ExecutionArn { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Where it stands.</summary>
    public ExecutionStatus Status { get; set; } = ExecutionStatus.RUNNING;

    /// <summary>JSON it was started with.</summary>
    public string? Input { get; set; }

    /// <summary>JSON it ended with.</summary>
    public string? Output { get; set; }

    /// <summary>Name of its failure.</summary>
    public string? Error { get; set; }

    /// <summary>The failure in words.</summary>
    public string? Cause { get; set; }
}
