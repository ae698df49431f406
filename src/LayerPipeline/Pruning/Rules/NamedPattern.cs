using System.Text;
using System.Text.RegularExpressions;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Pruning.Rules;

/// <summary>A glob of the tier data, in which <c>{name}</c> stands for a part of a path, without <c>/</c>, that is read out of it.</summary>
internal sealed class NamedPattern
{
    /// <summary>The placeholder.</summary>
    public const string Placeholder = "{name}";

    private static readonly char[] Wildcards = ['*', '?', '[', '{'];

    private readonly string _start;
    private readonly Regex? _named;
    private readonly PathPattern? _plain;

    /// <summary>Compiles a pattern.</summary>
    /// <param name="pattern">The glob: <c>*</c> and <c>?</c> within a part, <c>**</c> across parts, <c>{name}</c> at most once.</param>
    public NamedPattern(string pattern)
    {
        var wildcard = pattern.IndexOfAny(Wildcards);
        _start = wildcard < 0 ? pattern : pattern[..wildcard];
        if (pattern.Contains(Placeholder, StringComparison.Ordinal))
        {
            _named = Compile(pattern);
        }
        else
        {
            _plain = new PathPattern(pattern);
        }
    }

    /// <summary>Whether it has a placeholder.</summary>
    public bool HasName => _named is not null;

    /// <summary>Whether a path matches.</summary>
    /// <param name="path">Relative path, <c>/</c> between the parts.</param>
    /// <param name="name">What stands in the placeholder's place; null where there is none.</param>
    /// <returns>True where it matches.</returns>
    public bool IsMatch(string path, out string? name)
    {
        name = null;
        if (!path.StartsWith(_start, StringComparison.Ordinal))
        {
            return false;
        }

        if (_named is null)
        {
            return _plain!.IsMatch(path);
        }

        var match = _named.Match(path);
        name = match.Success ? match.Groups["name"].Value : null;
        return match.Success;
    }

    private static Regex Compile(string pattern)
    {
        var text = new StringBuilder(@"\A");
        for (var at = 0; at < pattern.Length; )
        {
            var (part, length) = pattern.AsSpan(at) switch
            {
                var rest when rest.StartsWith(Placeholder) => ("(?<name>[^/]+?)", Placeholder.Length),
                var rest when rest.StartsWith("**") => (".*", 2),
                ['*', ..] => ("[^/]*", 1),
                ['?', ..] => ("[^/]", 1),
                var rest => (Regex.Escape(rest[..1].ToString()), 1),
            };
            text.Append(part);
            at += length;
        }

        return new Regex(
            text.Append(@"\z").ToString(),
            RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline,
            TimeSpan.FromMilliseconds(Matching.Milliseconds)
        );
    }
}
