namespace Amazon.StepFunctions.Model;

/// <summary>Which state ended.</summary>
public sealed class StateExitedEventDetails
{
    /// <summary>The state.</summary>
    public string? Name { get; set; }
}
