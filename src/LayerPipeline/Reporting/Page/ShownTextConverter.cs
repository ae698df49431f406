using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LayerPipeline.Reporting.Page;

/// <summary>
/// Writes texts as a reader may be shown them: names of files, versions and messages are foreign. Characters that are not seen, or that
/// turn the direction of what follows them, are written out, and a text of more than <see cref="Length"/> characters is cut.
/// </summary>
public sealed class ShownTextConverter : JsonConverter<string>
{
    /// <summary>Characters of one text.</summary>
    public const int Length = 2000;

    /// <summary>A text as it is shown.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text; U+202E becomes <c>⟨U+202E⟩</c>.</returns>
    public static string Shown(string text)
    {
        if (text.Length <= Length && !text.EnumerateRunes().Any(IsHidden))
        {
            return text;
        }

        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= Length)
            {
                return shown.Append('…').ToString();
            }

            shown.Append(IsHidden(rune) ? $"⟨U+{rune.Value:X4}⟩" : rune.ToString());
        }

        return shown.ToString();
    }

    /// <inheritdoc />
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString() ?? "";

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(Shown(value));

    /// <inheritdoc />
    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() ?? "";

    /// <inheritdoc />
    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(Shown(value));

    private static bool IsHidden(Rune rune) =>
        rune.Value is not ('\n' or '\t')
        && Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned;
}
