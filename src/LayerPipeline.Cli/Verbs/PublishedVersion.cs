using System.Globalization;
using System.Text.RegularExpressions;

namespace LayerPipeline.Cli.Verbs;

/// <summary>A published version as a command line names it: by its ARN, or as <c>NAME:VERSION</c>.</summary>
/// <param name="Text">What was written.</param>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Version">Number of the version.</param>
internal sealed partial record PublishedVersion(string Text, string Layer, long Version)
{
    /// <summary>The ARN; null where only name and version were given.</summary>
    public string? Arn => Text.StartsWith("arn:", StringComparison.Ordinal) ? Text : null;

    /// <summary>What it was read as: a name with a number may have been meant as a path.</summary>
    public string Meaning =>
        Arn is null
            ? $"there is no file or folder '{Text}' (looked in {Environment.CurrentDirectory}), so it is read as version {Version} of the layer '{Layer}', which is published"
            : $"'{Text}' is a published version";

    /// <summary>Reads it. What is there is a path, whatever it looks like.</summary>
    /// <param name="text">What was written.</param>
    /// <returns>The version; null where it is a path, or no version.</returns>
    public static PublishedVersion? Of(string text) =>
        !Path.Exists(text)
        && Pattern().Match(text) is { Success: true } match
        && long.TryParse(match.Groups["version"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new PublishedVersion(text, match.Groups["name"].Value, version)
            : null;

    [GeneratedRegex(
        @"^(arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:layer:)?(?<name>[a-zA-Z0-9_-]{1,140}):(?<version>[0-9]{1,18})$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Pattern();
}
