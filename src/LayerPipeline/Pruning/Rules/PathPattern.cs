using System.Buffers;
using System.Text.RegularExpressions;
using DotNet.Globbing;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Pruning.Rules;

/// <summary>
/// A glob over paths with <c>/</c>: <c>*</c> and <c>?</c> within a part, <c>**</c> across parts, <c>[abc]</c>.
/// The three shapes that most rules have are compared as plain text, since thousands of paths meet dozens of rules.
/// </summary>
internal sealed partial class PathPattern
{
    private static readonly SearchValues<char> Wildcards = SearchValues.Create("*?[]{}!");

    private readonly Func<string, bool> _matches;

    /// <summary>Compiles a pattern.</summary>
    /// <param name="pattern">The glob. A name without wildcards, and whatever ends with a slash, stands for everything below it.</param>
    public PathPattern(string pattern)
    {
        Text = pattern;
        _matches = Compile(pattern.EndsWith('/') ? pattern + "**" : pattern);
    }

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>Whether a path matches.</summary>
    /// <param name="path">Relative path, <c>/</c> between the parts.</param>
    /// <returns>True where it matches.</returns>
    public bool IsMatch(string path) => _matches(path);

    private static Func<string, bool> Compile(string pattern)
    {
        if (pattern.StartsWith("**/*", StringComparison.Ordinal) && IsPlain(pattern[4..]) && !pattern[4..].Contains('/'))
        {
            var suffix = pattern[4..];
            return path => path.EndsWith(suffix, StringComparison.Ordinal);
        }

        if (
            pattern.Length > 6
            && pattern.StartsWith("**/", StringComparison.Ordinal)
            && pattern.EndsWith("/**", StringComparison.Ordinal)
            && IsPlain(pattern[3..^3])
        )
        {
            var (folder, inside) = (pattern[3..^2], pattern[2..^2]);
            return path => path.StartsWith(folder, StringComparison.Ordinal) || path.Contains(inside, StringComparison.Ordinal);
        }

        if (IsPlain(pattern))
        {
            return path =>
                path.StartsWith(pattern, StringComparison.Ordinal) && (path.Length == pattern.Length || path[pattern.Length] == '/');
        }

        if (pattern.StartsWith("**/", StringComparison.Ordinal) && IsPlain(pattern[3..]))
        {
            var name = pattern[2..];
            return path => path.EndsWith(name, StringComparison.Ordinal) || string.Equals(path, name[1..], StringComparison.Ordinal);
        }

        var glob = Glob.Parse(pattern);
        var needed = LongestPlain(pattern);
        return path => path.Contains(needed, StringComparison.Ordinal) && glob.IsMatch(path);
    }

    /// <summary>The longest text without wildcards: a path that lacks it does not match, which is told a hundred times faster.</summary>
    private static string LongestPlain(string pattern) =>
        Plain().Matches(pattern).Select(match => match.Value).MaxBy(text => text.Length) ?? "";

    // Neither letters in brackets nor slashes, which a pattern may let a path do without.
    [GeneratedRegex(@"(?<!\[[^\]]*)[^*?\[\]{}!,/]+", RegexOptions.CultureInvariant, Matching.Milliseconds)]
    private static partial Regex Plain();

    private static bool IsPlain(string text) => text.Length > 0 && !text.AsSpan().ContainsAny(Wildcards);
}
