namespace Amazon.StepFunctions.Model;

/// <summary>How many iterations a map has.</summary>
public sealed class MapStateStartedEventDetails
{
    /// <summary>The number.</summary>
    public int? Length { get; set; }
}
