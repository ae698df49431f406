using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Planning.Sources.Locks;

/// <summary>Origins of a locked package that no index has, with their remedy.</summary>
internal static class ForeignOrigin
{
    /// <summary>Those of pylock.toml, by key.</summary>
    public static IReadOnlyList<(string Key, string What)> OfPylock { get; } =
    [("vcs", "version control"), ("directory", "a folder"), ("archive", "an address of its own")];

    /// <summary>Those of uv.lock, by key. Source: uv's lock format, version 1.</summary>
    public static IReadOnlyList<(string Key, string What)> OfUv { get; } =
    [
        ("git", "version control"),
        ("url", "an address of its own"),
        ("path", "a file"),
        ("directory", "a folder"),
        ("editable", "a folder"),
        ("virtual", "a folder"),
    ];

    /// <summary>The problem and the remedy.</summary>
    /// <param name="what">The kind of origin.</param>
    /// <param name="place">The address or path, or null.</param>
    /// <returns>The rest of a message that begins with the package's name.</returns>
    public static string Explain(string what, string? place) =>
        $"is locked to {what}{(place is null ? "" : $" ({MessageText.Shorten(place)})")}, and only files of an index can be installed here. "
        + "Build a wheel of it (pip wheel), provide it through --find-links or your own index, name it by its version in the project, and lock again";
}
