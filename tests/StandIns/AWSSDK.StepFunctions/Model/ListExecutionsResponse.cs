using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>One page of executions.</summary>
public sealed class ListExecutionsResponse : AmazonWebServiceResponse
{
    /// <summary>The executions.</summary>
    public List<ExecutionListItem>? Executions { get; set; }

    /// <summary>The next page, or null.</summary>
    public string? NextToken { get; set; }
}
