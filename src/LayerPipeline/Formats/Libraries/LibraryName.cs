using System.Text.RegularExpressions;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Formats.Libraries;

/// <summary>What a library may be called that is copied, installed, or named in a command: the same as <c>NAME</c> of <c>probe/libraries.py</c>.</summary>
internal static partial class LibraryName
{
    /// <summary>Whether a text of DT_NEEDED or DT_SONAME is a file's name and nothing else: no path, no option, no address.</summary>
    /// <param name="name">A text.</param>
    /// <returns>True for a name.</returns>
    public static bool IsValid(string name) => Pattern().IsMatch(name);

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._+-]{0,200}\z", RegexOptions.CultureInvariant, Matching.Milliseconds)]
    private static partial Regex Pattern();
}
