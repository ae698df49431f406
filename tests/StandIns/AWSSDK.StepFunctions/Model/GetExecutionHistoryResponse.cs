using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>One page of events.</summary>
public sealed class GetExecutionHistoryResponse : AmazonWebServiceResponse
{
    /// <summary>The events.</summary>
    public List<HistoryEvent>? Events { get; set; }

    /// <summary>The next page, or null.</summary>
    public string? NextToken { get; set; }
}
