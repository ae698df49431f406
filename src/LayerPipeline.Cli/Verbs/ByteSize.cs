using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LayerPipeline.Cli.Verbs;

/// <summary>Sizes as people write them: 5000000, 5MB, 5 MB, 4.5MiB.</summary>
internal static partial class ByteSize
{
    /// <summary>Makes an option that takes one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is for.</param>
    public static Option<long?> CreateOption(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "SIZE",
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                if (TryParse(text) is not { } bytes)
                {
                    result.AddError(
                        $"{name}: '{text}' is not a size. Give bytes, or a number with kB, MB, GB, KiB, MiB or GiB, such as 5MB."
                    );
                    return null;
                }

                return bytes;
            },
        };

    /// <summary>Reads a size.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Bytes, or null where it is none.</returns>
    public static long? TryParse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var factor = match.Groups["unit"].Value.ToUpperInvariant() switch
        {
            "" or "B" => 1L,
            "KB" or "K" => 1000,
            "MB" or "M" => 1_000_000,
            "GB" or "G" => 1_000_000_000,
            "KIB" => 1 << 10,
            "MIB" => 1 << 20,
            _ => 1 << 30,
        };
        return (long)(decimal.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) * factor);
    }

    [GeneratedRegex(
        @"\A(?<number>[0-9]{1,12}(\.[0-9]{1,6})?) ?(?<unit>|b|[kmg]b?|[kmg]ib)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Pattern();
}
