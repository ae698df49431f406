namespace LayerPipeline.Checking.Gates;

/// <summary>What a gate looks at; decides which exception its failure becomes.</summary>
public enum GateSubject
{
    /// <summary>Names, modes and links of entries.</summary>
    Entries,

    /// <summary>Unzipped bytes.</summary>
    Size,

    /// <summary>Shared libraries against the runtime.</summary>
    Libraries,

    /// <summary>Imports and behaviours against the untouched packages.</summary>
    Probe,

    /// <summary>What distributions do to each other, and to those that the runtime has.</summary>
    Neighbours,
}
