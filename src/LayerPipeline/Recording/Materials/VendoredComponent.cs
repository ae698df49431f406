namespace LayerPipeline.Recording.Materials;

/// <summary>Something inside a wheel, as the wheel's own bill of materials lists it.</summary>
/// <param name="Distribution">Distribution of the wheel.</param>
/// <param name="Type">CycloneDX's word for what it is, for example <c>library</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version, or null.</param>
/// <param name="Purl">Its package URL, or null.</param>
/// <param name="License">Its licence as an SPDX expression, or null.</param>
public sealed record VendoredComponent(string Distribution, string Type, string Name, string? Version, string? Purl, string? License);
