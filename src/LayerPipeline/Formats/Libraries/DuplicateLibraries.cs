namespace LayerPipeline.Formats.Libraries;

/// <summary>
/// Wheels can't hold links, so packages bring a library once a name, and two packages may bring the same one. Lambda keeps
/// symbolic links of a layer's zip, so one copy is enough.
/// </summary>
internal static class DuplicateLibraries
{
    /// <summary>Finds libraries with the same content.</summary>
    /// <param name="libraries">Shared libraries of the layer.</param>
    /// <returns>
    /// Links, by path; the first path of each content stays a file. Extension modules never become links: the loader takes two
    /// links to one file for one library, and two modules would then share what each of them holds. For the same reason, and since a
    /// library may look for others beside itself, one that has no name to be found by is linked only to another version of its name in
    /// its folder.
    /// </returns>
    public static IReadOnlyList<LibraryLink> Find(IEnumerable<LibraryContent> libraries) =>
        [
            .. libraries
                .Where(library => !library.IsExtensionModule && library.Bytes > 0)
                .GroupBy(library => (library.Sha256, library.Bytes, library.IsFoundByName ? "" : Stem(library.Path)))
                .SelectMany(Links)
                .OrderBy(link => link.Path, StringComparer.Ordinal),
        ];

    /// <summary>Its folder and its name up to the first dot, after which a version follows.</summary>
    private static string Stem(string path)
    {
        var end = path.IndexOf('.', path.LastIndexOf('/') + 1);
        return end < 0 ? path : path[..end];
    }

    private static IEnumerable<LibraryLink> Links(IEnumerable<LibraryContent> same)
    {
        var ordered = same.OrderBy(library => library.Path, StringComparer.Ordinal).ToList();
        return ordered.Skip(1).Select(library => new LibraryLink(library.Path, LayerPaths.Relative(library.Path, ordered[0].Path)));
    }
}
