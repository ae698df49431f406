namespace LayerPipeline.Demo;

/// <summary>A sample that was not packed.</summary>
/// <param name="Name">Distribution name.</param>
/// <param name="Reason">Why, for example <c>no C compiler</c>.</param>
public sealed record SkippedSample(string Name, string Reason)
{
    /// <summary>The line that a user sees.</summary>
    public override string ToString() => $"{Name} was skipped: {Reason}";
}
