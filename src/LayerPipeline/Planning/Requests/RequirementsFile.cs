using System.Text.RegularExpressions;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Planning.Requests;

/// <summary>
/// Reads the text of a requirements file: comments, continued lines and hashes as pip has them, nothing that reaches outside.
/// Source: https://pip.pypa.io/en/stable/reference/requirements-file-format/.
/// </summary>
internal static partial class RequirementsFile
{
    private static readonly Dictionary<string, int> HashLengths = new(StringComparer.Ordinal)
    {
        ["sha256"] = 64,
        ["sha384"] = 96,
        ["sha512"] = 128,
    };

    /// <summary>Reads a requirements file.</summary>
    /// <param name="text">Its text, with or without a byte order mark, lines ended in any way.</param>
    /// <returns>Its requirements in order.</returns>
    /// <exception cref="InvalidRequestException">A line is not a requirement, or is a pip option, a URL, a path or names a variable.</exception>
    public static IReadOnlyList<RequestedDistribution> Parse(string text)
    {
        if (text.Length > Limits.RequirementsLength)
        {
            throw new InvalidRequestException(
                "requirements",
                null,
                $"has {text.Length:N0} characters; at most {Limits.RequirementsLength:N0} are allowed. List only direct requirements"
            );
        }

        return [.. LogicalLines(text).Select(line => ParseLine(line.Text, $"requirements, line {line.Number}"))];
    }

    // As pip: a line that ends in a backslash goes on in the next one, then comments are cut off; the first line's number counts.
    private static IEnumerable<(int Number, string Text)> LogicalLines(string text)
    {
        var joined = "";
        var first = 0;
        foreach (var (index, raw) in text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n').Index())
        {
            first = joined.Length == 0 ? index + 1 : first;
            var isComment = raw.AsSpan().TrimStart().StartsWith("#");
            if (raw.EndsWith('\\') && !isComment)
            {
                joined += raw.TrimEnd('\\') + " ";
                continue;
            }

            var line = Comment().Replace(joined + (isComment ? "" : raw), "").Trim();
            joined = "";
            if (line.Length > 0)
            {
                yield return (first, line);
            }
        }

        if (Comment().Replace(joined, "").Trim() is { Length: > 0 } last)
        {
            yield return (first, last);
        }
    }

    private static RequestedDistribution ParseLine(string line, string field)
    {
        if (UnsupportedReference.Explain(line) is { } problem)
        {
            throw new InvalidRequestException(field, MessageText.Shorten(line), problem);
        }

        var start = Option().Match(line) is { Success: true } option ? option.Index : line.Length;
        try
        {
            return new RequestedDistribution(Requirement.Parse(line[..start].Trim()), ParseHashes(line[start..]), field);
        }
        catch (InvalidRequirementException exception)
        {
            throw new InvalidRequestException(field, MessageText.Shorten(line), exception.Message);
        }
    }

    private static string[] ParseHashes(string options)
    {
        var rest = Hash().Replace(options, "").Trim();
        if (rest.Length > 0)
        {
            throw new InvalidRequirementException(
                $"has '{MessageText.Shorten(rest, 40)}' after the requirement; only --hash=sha256:... may follow one"
            );
        }

        return [.. Hash().Matches(options).Select(CheckHash).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static string CheckHash(Match match)
    {
        var (algorithm, digest) = (match.Groups["algorithm"].Value, match.Groups["digest"].Value);
        return HashLengths.TryGetValue(algorithm, out var length) && digest.Length == length && digest.All(char.IsAsciiHexDigit)
            ? $"{algorithm}:{digest.ToLowerInvariant()}"
            : throw new InvalidRequirementException(
                $"has the hash '{MessageText.Shorten(match.Value.Trim(), 40)}'; a hash is sha256: and 64 hexadecimal digits (or sha384, sha512)"
            );
    }

    [GeneratedRegex(@"(?:\A|\s)#.*\z", RegexOptions.CultureInvariant, Matching.Milliseconds)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s--?[A-Za-z]", RegexOptions.CultureInvariant, Matching.Milliseconds)]
    private static partial Regex Option();

    [GeneratedRegex(
        @"\s--hash[=\s]\s*(?<algorithm>[A-Za-z0-9]+):(?<digest>\S*)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        Matching.Milliseconds
    )]
    private static partial Regex Hash();
}
