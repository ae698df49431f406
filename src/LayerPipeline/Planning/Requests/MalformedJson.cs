using System.Text;
using System.Text.Json;

namespace LayerPipeline.Planning.Requests;

/// <summary>Says where a text stops being JSON, and what was found there.</summary>
internal static class MalformedJson
{
    /// <summary>Describes the place.</summary>
    /// <param name="utf8Json">The text.</param>
    /// <param name="exception">What the parser said of it.</param>
    /// <returns>For example <c>line 3, column 1: '}' was found</c>; both count from one, columns in characters.</returns>
    public static string Describe(ReadOnlySpan<byte> utf8Json, JsonException exception)
    {
        var line = exception.LineNumber ?? 0;
        var rest = utf8Json;
        for (var i = 0L; i < line; i++)
        {
            rest = rest[(rest.IndexOf((byte)'\n') + 1)..];
        }

        var at = (int)Math.Min(exception.BytePositionInLine ?? 0, rest.Length);
        // The parser may point into a character of several bytes.
        while (at > 0 && at < rest.Length && (rest[at] & 0xC0) == 0x80)
        {
            at--;
        }

        var column = Encoding.UTF8.GetCharCount(rest[..at]) + 1;
        return $"line {line + 1}, column {column}: {Found(rest[at..], exception)}";
    }

    private static string Found(ReadOnlySpan<byte> rest, JsonException exception)
    {
        // The one fault whose character is a good one; the parser's words are all there is to know it by.
        if (exception.Message.Contains("maximum configured depth", StringComparison.Ordinal))
        {
            return "lists and objects are nested too deeply";
        }

        _ = Rune.DecodeFromUtf8(rest, out var found, out _);
        return rest.IsEmpty ? "the text ends before the request does"
            : found.Value is '\n' or '\r' ? "the line ends too early"
            : Rune.IsControl(found) ? $"a control character (U+{found.Value:X4}) was found"
            : $"'{found}' is not allowed here";
    }
}
