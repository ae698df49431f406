using System.Text.RegularExpressions;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Planning.Sources;

/// <summary>Tells TOML from a requirements file.</summary>
internal static partial class TomlText
{
    /// <summary>Whether a file is TOML: by its name, else by its first line, which as a requirement could never begin so.</summary>
    /// <param name="file">The file.</param>
    /// <returns>True for TOML.</returns>
    public static bool IsLikely(SourceFile file) =>
        file.Name.EndsWith(".toml", StringComparison.OrdinalIgnoreCase)
        || file.Name.EndsWith("uv.lock", StringComparison.OrdinalIgnoreCase)
        || Begin().IsMatch(file.Text);

    // A table, or a key with one equals sign and a value in quotes, in brackets or of digits. A requirement may have == only.
    [GeneratedRegex(
        @"\A(?:\s*(?:#[^\n]*)?\n)*[ \t]*(?:\[|[A-Za-z0-9_.""'-]+[ \t]*=[ \t]*(?:[""'\[{0-9]|true|false))",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Begin();
}
