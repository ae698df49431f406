using System.Text.RegularExpressions;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Installing;

/// <summary>
/// What a successful pip warns of, such as an extra that a distribution does not have, or a version that was withdrawn from the index.
/// Texts are those of pip 23 to 25, which writes warnings to its standard error, the first line of each with its level.
/// </summary>
public static partial class PipWarnings
{
    private const int Longest = 500;

    // They speak of this machine or of the way to the index, not of what was installed.
    private static readonly string[] OfTheMachine =
    [
        "Retrying (",
        "Ignoring invalid distribution",
        "is not owned or is not writable by the current user",
        "Running pip as the 'root' user",
        "There was an error checking the latest version of pip",
        "Cache entry deserialization failed",
        "Connection pool is full",
    ];

    /// <summary>Reads them.</summary>
    /// <param name="error">What pip wrote to its standard error.</param>
    /// <returns>Each warning once, on one line, without its level, credentials and folders.</returns>
    public static IReadOnlyList<string> Of(string error)
    {
        var warnings = new List<string>();
        foreach (var line in new PipOutput("", error, "").Error.Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            if (Level().Match(line) is { Success: true } level)
            {
                warnings.Add(line[level.Length..]);
            }
            else if (warnings.Count > 0)
            {
                warnings[^1] += " " + line;
            }
        }

        return
        [
            .. warnings
                .Where(warning => !OfTheMachine.Any(text => warning.Contains(text, StringComparison.Ordinal)))
                .Select(warning => MessageText.Shorten(Address().Replace(warning, "$1"), Longest))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    [GeneratedRegex(@"\A(WARNING|ERROR|DEPRECATION|CRITICAL): ", RegexOptions.CultureInvariant, Matching.Milliseconds)]
    private static partial Regex Level();

    /// <summary>Of an address only its last part: what comes before may be a user's folder or an index's token.</summary>
    [GeneratedRegex(
        @"[a-z+]{2,10}://[^\s#?)]*?([^\s/#?)]*)/?([#?][^\s)]*)?(?=[\s)]|\z)",
        RegexOptions.CultureInvariant,
        Matching.Milliseconds
    )]
    private static partial Regex Address();
}
