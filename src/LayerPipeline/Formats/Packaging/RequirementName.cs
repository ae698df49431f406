using System.Text.RegularExpressions;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Formats.Packaging;

/// <summary>Names of distributions, as PEP 503 and PEP 508 have them.</summary>
public static partial class RequirementName
{
    /// <summary>Makes names that mean the same the same: lower case, runs of <c>-</c>, <c>_</c> and <c>.</c> become one <c>-</c>.</summary>
    /// <param name="name">A name.</param>
    /// <returns>The name normalised by PEP 503.</returns>
    public static string Normalize(string name) => Separators().Replace(name, "-").ToLowerInvariant();

    /// <summary>Whether a text is a valid name by PEP 508: ASCII letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, not at its ends.</summary>
    /// <param name="name">A text.</param>
    /// <returns>True for a valid name.</returns>
    public static bool IsValid(string name) => Pattern().IsMatch(name);

    [GeneratedRegex("[-_.]+", RegexOptions.CultureInvariant, Matching.Milliseconds)]
    private static partial Regex Separators();

    [GeneratedRegex(@"\A[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\z", RegexOptions.CultureInvariant, Matching.Milliseconds)]
    private static partial Regex Pattern();
}
