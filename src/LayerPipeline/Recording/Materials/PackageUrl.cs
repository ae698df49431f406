namespace LayerPipeline.Recording.Materials;

/// <summary>Package URLs of distributions. Source: https://github.com/package-url/purl-spec, type pypi.</summary>
internal static class PackageUrl
{
    /// <summary>The package URL of a distribution.</summary>
    /// <param name="name">Its name, normalised by PEP 503.</param>
    /// <param name="version">Its version.</param>
    /// <returns>For example <c>pkg:pypi/python-dateutil@2.9.0.post0</c>.</returns>
    public static string Of(string name, string version) => $"pkg:pypi/{Uri.EscapeDataString(name)}@{Uri.EscapeDataString(version)}";
}
