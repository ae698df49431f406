namespace LayerPipeline.EndToEnd;

/// <summary>Tests that measure memory and time; they run alone in this project, when all others have ended.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuringGroup
{
    public const string Name = "Measuring";
}
