namespace LayerPipeline.Installing.Libraries;

/// <summary>What <c>probe/take.py</c> took of the machine's libraries.</summary>
public sealed record TakenLibraries
{
    /// <summary>Those in the layer's lib folder, by name.</summary>
    public required IReadOnlyList<SystemLibrary> Libraries { get; init; }

    /// <summary>Names of those that the request or the packages themselves ask for; the others came because one of the taken needs them.</summary>
    public required IReadOnlyList<string> Asked { get; init; }

    /// <summary>Values of <c>systemLibraries</c> for which there is nothing.</summary>
    public required IReadOnlyList<string> Absent { get; init; }
}
