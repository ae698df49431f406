namespace Amazon.StepFunctions.Model;

/// <summary>Which iteration of which map.</summary>
public sealed class MapIterationEventDetails
{
    /// <summary>The map.</summary>
    public string? Name { get; set; }

    /// <summary>The iteration, from 0.</summary>
    public int? Index { get; set; }
}
