namespace LayerPipeline.Foundation.Lambda;

/// <summary>Where Python's files are in a layer.</summary>
public static class LayerTree
{
    /// <summary>Folder that Lambda puts on Python's path. Source: https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html.</summary>
    public const string Prefix = "python/";

    /// <summary>Folder that Lambda puts on the loader's path. Same source.</summary>
    public const string Libraries = "lib/";

    /// <summary>The entry that AWS Signer adds to an archive, as archives that it signed have it.</summary>
    public const string Signature = "META_INF/aws_signer_signature_v1.0.SF";

    private const string VersionedFolder = Prefix + "lib/python";

    /// <summary>The path below <c>python/</c>, or null for an entry elsewhere.</summary>
    /// <param name="entryName">Name of an entry.</param>
    /// <returns>The path, or null.</returns>
    public static string? Below(string entryName) => IsBelow(entryName) ? entryName[Prefix.Length..] : null;

    /// <summary>Whether an entry is below <c>python/</c>.</summary>
    /// <param name="entryName">Name of an entry.</param>
    public static bool IsBelow(string entryName) =>
        entryName.StartsWith(Prefix, StringComparison.Ordinal) && entryName.Length > Prefix.Length;

    /// <summary>The other folder that Lambda puts on the path, before the first: that of virtual environments. Same source.</summary>
    /// <param name="python">Version of the runtime's Python, for example <c>3.13</c>.</param>
    /// <returns>The folder, with a slash at its end.</returns>
    public static string SitePackages(string python) => $"{VersionedFolder}{python}/site-packages/";

    /// <summary>The path below the folder where a runtime's Python looks, or null for an entry elsewhere.</summary>
    /// <param name="entryName">Name of an entry.</param>
    /// <param name="python">Version of the runtime's Python, for example <c>3.13</c>.</param>
    /// <returns>The path, or null.</returns>
    public static string? Below(string entryName, string python)
    {
        var site = SitePackages(python);
        return entryName.StartsWith(site, StringComparison.Ordinal) && entryName.Length > site.Length ? entryName[site.Length..]
            : IsOfAVersion(entryName) ? null
            : Below(entryName);
    }

    /// <summary>Whether an entry is below <c>python/lib/pythonX.Y/</c> of a version other than the runtime's, where it never looks.</summary>
    /// <param name="entryName">Name of an entry.</param>
    /// <param name="python">Version of the runtime's Python, for example <c>3.13</c>.</param>
    /// <returns>True for an entry of another version's.</returns>
    public static bool IsOfAnotherVersion(string entryName, string python) =>
        IsOfAVersion(entryName) && !entryName.StartsWith($"{VersionedFolder}{python}/", StringComparison.Ordinal);

    private static bool IsOfAVersion(string entryName) =>
        entryName.StartsWith(VersionedFolder, StringComparison.Ordinal)
        && entryName.Length > VersionedFolder.Length
        && char.IsAsciiDigit(entryName[VersionedFolder.Length]);
}
