using System.CommandLine;
using System.Globalization;

namespace LayerPipeline.Cli.Verbs;

/// <summary><c>--reserve-bytes</c>, which two verbs have.</summary>
internal static class ReserveOption
{
    /// <summary>Makes the option.</summary>
    public static Option<long> Create()
    {
        var option = new Option<long>("--reserve-bytes")
        {
            Description = "Bytes of Lambda's limit to keep free for the function's own code.",
            HelpName = "BYTES",
            DefaultValueFactory = _ => 0,
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bytes))
                {
                    result.AddError($"--reserve-bytes: '{text}' is not a whole number. Give bytes without separators, such as 20000000.");
                }

                return bytes;
            },
        };
        return option;
    }
}
