namespace LayerPipeline.EndToEnd;

/// <summary>Tests that put requests into the bucket, one after the other: the schedule starts all that lie there.</summary>
[CollectionDefinition(Name)]
public sealed class RequestsGroup
{
    public const string Name = "Requests";
}
