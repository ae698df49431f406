namespace Amazon.StepFunctions.Model;

/// <summary>An execution in a list.</summary>
public sealed class ExecutionListItem
{
    /// <summary>The execution.</summary>
    public string? ExecutionArn { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Where it stands.</summary>
    public ExecutionStatus? Status { get; set; }
}
