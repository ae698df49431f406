using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>Which executions.</summary>
public sealed class ListExecutionsRequest : AmazonWebServiceRequest
{
    /// <summary>The state machine.</summary>
    public string? StateMachineArn { get; set; }

    /// <summary>Only those that stand so.</summary>
    public ExecutionStatus? StatusFilter { get; set; }

    /// <summary>Page size, at most 1000.</summary>
    public int? MaxResults { get; set; }

    /// <summary>The page, from the page before.</summary>
    public string? NextToken { get; set; }
}
