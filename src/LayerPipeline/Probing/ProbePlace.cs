namespace LayerPipeline.Probing;

/// <summary>Where a probe runs: all that the plan can't know.</summary>
/// <param name="Root">The folder that holds the packages.</param>
/// <param name="Scratch">A folder for working files.</param>
public sealed record ProbePlace(string Root, string Scratch)
{
    /// <summary>Folder for bytecode, laid out like the tree, or null for none.</summary>
    public string? Pycache { get; init; }

    /// <summary>Whether it is a function of the runtime itself, which has no libraries to be kept from the packages.</summary>
    public bool IsRuntime { get; init; }

    /// <summary>How many child processes run at a time.</summary>
    public int Processes { get; init; } = 2;
}
