namespace LayerPipeline.Tests;

/// <summary>Tests that measure the memory of the whole process, or time; they run alone in this project, when all others have ended.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuringGroup
{
    public const string Name = "Measuring";
}
