using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>Which execution's events.</summary>
public sealed class GetExecutionHistoryRequest : AmazonWebServiceRequest
{
    /// <summary>The execution.</summary>
    public string? ExecutionArn { get; set; }

    /// <summary>Whether inputs and outputs are wanted.</summary>
    public bool? IncludeExecutionData { get; set; }

    /// <summary>Page size, at most 1000.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Whether the latest come first.</summary>
    public bool? ReverseOrder { get; set; }

    /// <summary>The page, from the page before.</summary>
    public string? NextToken { get; set; }
}
