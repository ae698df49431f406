using System.Text.RegularExpressions;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning.Sources;

/// <summary>One requirement of a requirements file, with its hashes.</summary>
internal static partial class RequirementLine
{
    private static readonly Dictionary<string, int> HashLengths = new(StringComparer.Ordinal)
    {
        ["sha256"] = 64,
        ["sha384"] = 96,
        ["sha512"] = 128,
    };

    /// <summary>Reads a line.</summary>
    /// <param name="line">A logical line without comments.</param>
    /// <param name="field">Where it was written.</param>
    /// <returns>The requirement.</returns>
    /// <exception cref="InvalidRequestException">It is none, or is a URL or a path, or names a variable.</exception>
    public static RequestedDistribution Parse(string line, string field)
    {
        var start = Option().Match(line) is { Success: true } option ? option.Index : line.Length;
        var requirement = line[..start].Trim();
        if (UnsupportedReference.Explain(requirement) is { } problem)
        {
            throw new InvalidRequestException(field, MessageText.Shorten(line), problem);
        }

        try
        {
            return new RequestedDistribution(Requirement.Parse(requirement), ParseHashes(line[start..]), field);
        }
        catch (InvalidRequirementException exception)
        {
            throw new InvalidRequestException(field, MessageText.Shorten(line), exception.Message);
        }
    }

    /// <summary>A hash as <c>sha256:HEX</c>, or null where the algorithm is not allowed or the digest has another length.</summary>
    public static string? NormalHash(string algorithm, string digest) =>
        HashLengths.TryGetValue(algorithm, out var length) && digest.Length == length && digest.All(char.IsAsciiHexDigit)
            ? $"{algorithm}:{digest.ToLowerInvariant()}"
            : null;

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

    private static string CheckHash(Match match) =>
        NormalHash(match.Groups["algorithm"].Value, match.Groups["digest"].Value)
        ?? throw new InvalidRequirementException(
            $"has the hash '{MessageText.Shorten(match.Value.Trim(), 40)}'; a hash is sha256: and 64 hexadecimal digits (or sha384, sha512)"
        );

    [GeneratedRegex(@"\s--?[A-Za-z]", RegexOptions.CultureInvariant, Matching.Milliseconds)]
    private static partial Regex Option();

    [GeneratedRegex(
        @"\s--hash[=\s]\s*(?<algorithm>[A-Za-z0-9]+):(?<digest>\S*)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        Matching.Milliseconds
    )]
    private static partial Regex Hash();
}
