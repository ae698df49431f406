namespace LayerPipeline.Analyzing;

/// <summary>What is known of the files that rules propose to remove; a build keeps those that are needed.</summary>
public enum SavingEvidence
{
    /// <summary>Nothing: a build may save less.</summary>
    None,

    /// <summary>What sources import and name. What is opened only when code runs is not known, so a build may save slightly less.</summary>
    Sources,

    /// <summary>The probe of the untouched packages: as in a build.</summary>
    Probe,
}
