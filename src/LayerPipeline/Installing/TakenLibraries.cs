namespace LayerPipeline.Installing;

/// <summary>What <c>probe/take.py</c> took of the machine's libraries.</summary>
public sealed record TakenLibraries
{
    /// <summary>Those in the layer's lib folder, by name.</summary>
    public required IReadOnlyList<SystemLibrary> Libraries { get; init; }

    /// <summary>Values of <c>systemLibraries</c> for which there is nothing.</summary>
    public required IReadOnlyList<string> Absent { get; init; }
}
