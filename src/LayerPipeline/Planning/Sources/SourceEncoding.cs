using System.Text;
using System.Text.RegularExpressions;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning.Sources;

/// <summary>
/// Bytes to text as pip has it: a byte order mark decides, else a coding line among the first two, else it is UTF-8.
/// Source: https://pip.pypa.io/en/stable/reference/requirements-file-format/#encoding.
/// </summary>
internal static partial class SourceEncoding
{
    // UTF-32 before UTF-16, whose mark its own begins with.
    private static readonly Encoding[] Marked =
    [
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
        new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true),
        new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true),
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
    ];

    // Python's names that .NET has not.
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["latin-1"] = "iso-8859-1",
        ["latin1"] = "iso-8859-1",
        ["utf8"] = "utf-8",
        ["ascii"] = "us-ascii",
    };

    public static string Decode(string name, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Limits.SourceBytes)
        {
            throw new InvalidRequestException(
                name,
                null,
                $"has {MessageText.Number(bytes.Length)} bytes; at most {MessageText.Number(Limits.SourceBytes)} are read. Is it the right file?"
            );
        }

        var (encoding, mark) = Find(name, bytes);
        var content = bytes[mark..];
        try
        {
            return encoding.GetString(content);
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidRequestException(
                $"{name}, {PlaceOf(content[..Math.Clamp(exception.Index, 0, content.Length)])}",
                null,
                $"is not text in {encoding.WebName}; save the file as UTF-8"
            );
        }
    }

    /// <summary>Line and column of what comes after some bytes. A byte that goes on with a character of UTF-8 is no column.</summary>
    private static string PlaceOf(ReadOnlySpan<byte> before)
    {
        var column = 1;
        foreach (var each in before[(before.LastIndexOf((byte)'\n') + 1)..])
        {
            column += (each & 0xC0) == 0x80 ? 0 : 1;
        }

        return $"line {1 + before.Count((byte)'\n')}, column {column}";
    }

    private static (Encoding Encoding, int MarkBytes) Find(string name, ReadOnlySpan<byte> bytes)
    {
        foreach (var encoding in Marked)
        {
            if (bytes.StartsWith(encoding.Preamble))
            {
                return (encoding, encoding.Preamble.Length);
            }
        }

        var start = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 200)]).Split('\n');
        var coding = start.Take(2).Select(line => Coding().Match(line)).FirstOrDefault(match => match.Success)?.Groups["name"].Value;
        return (coding is null ? Marked[0] : Named(name, coding), 0);
    }

    private static Encoding Named(string file, string name)
    {
        try
        {
            return Encoding.GetEncoding(
                OtherNames.GetValueOrDefault(name, name),
                EncoderFallback.ExceptionFallback,
                DecoderFallback.ExceptionFallback
            );
        }
        catch (ArgumentException)
        {
            throw new InvalidRequestException(
                file,
                MessageText.Shorten(name),
                "is not an encoding that can be read here; save the file as UTF-8 and remove its coding line"
            );
        }
    }

    [GeneratedRegex(@"\A#.*coding[:=]\s*(?<name>[A-Za-z0-9_.-]+)", RegexOptions.CultureInvariant, Matching.Milliseconds)]
    private static partial Regex Coding();
}
