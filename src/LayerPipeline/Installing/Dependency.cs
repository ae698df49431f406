namespace LayerPipeline.Installing;

/// <summary>That one distribution needs another.</summary>
/// <param name="By">Normalised name of the one that needs.</param>
/// <param name="Name">Normalised name of the one that is needed.</param>
/// <param name="Requirement">The requirement as the metadata has it.</param>
internal sealed record Dependency(string By, string Name, string Requirement);
