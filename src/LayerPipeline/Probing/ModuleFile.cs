using System.Text.RegularExpressions;

namespace LayerPipeline.Probing;

/// <summary>Which module a file below <c>python/</c> is, by its name.</summary>
internal static partial class ModuleFile
{
    /// <summary>The module's name: of a source, a package's <c>__init__.py</c> or an extension module.</summary>
    /// <param name="path">Path below <c>python/</c>.</param>
    /// <returns>Dotted name, or null for another file.</returns>
    public static string? NameOf(string path)
    {
        var ending = Ending().Match(path);
        return ending.Success ? path[..ending.Index].Replace('/', '.') : null;
    }

    [GeneratedRegex(@"(\.py|/__init__\.py|(\.[A-Za-z0-9_-]+)*\.so)\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ending();
}
