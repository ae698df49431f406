using System.Text.RegularExpressions;

namespace LayerPipeline.Formats.Libraries;

/// <summary>Which entries are shared libraries by their names: <c>x.so</c>, <c>libx.so.1.2</c>, <c>libx-0a1b2c3d.so.5</c>.</summary>
public static partial class LibraryName
{
    /// <summary>Whether a name is a shared library's.</summary>
    /// <param name="entryName">Name of an entry.</param>
    /// <returns>True for names that loaders and Python's importer take.</returns>
    public static bool IsLibrary(string entryName) => Ending().IsMatch(entryName);

    [GeneratedRegex(@"\.so(\.[0-9]+)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ending();
}
