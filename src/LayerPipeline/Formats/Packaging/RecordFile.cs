using System.Text;

namespace LayerPipeline.Formats.Packaging;

/// <summary>
/// A distribution's RECORD: one line per file, with path, hash and size as CSV.
/// Source: https://packaging.python.org/en/latest/specifications/recording-installed-packages/#the-record-file.
/// </summary>
internal sealed class RecordFile
{
    private readonly IReadOnlyList<(string Path, string Hash, string Line)> _lines;

    private RecordFile(IReadOnlyList<(string Path, string Hash, string Line)> lines) => _lines = lines;

    /// <summary>Paths as written: relative to the folder that holds the packages, sometimes climbing out of it.</summary>
    public IEnumerable<string> Paths => _lines.Select(line => line.Path);

    /// <summary>Paths, each with the hash that its line has; an empty one where there is none.</summary>
    public IEnumerable<(string Path, string Hash)> Hashes => _lines.Select(line => (line.Path, line.Hash));

    /// <summary>Reads a RECORD. Lines without a path are passed over.</summary>
    /// <param name="bytes">The file.</param>
    /// <returns>The record.</returns>
    public static RecordFile Parse(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<(string, string, string)>();
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n'))
        {
            var text = line.TrimEnd('\r');
            var (path, following) = FirstField(text);
            if (path.Length > 0)
            {
                lines.Add((path, UpToComma(text.AsSpan(following)), text));
            }
        }

        return new RecordFile(lines);
    }

    /// <summary>The same record with only the lines of files that are left, and new hashes for changed ones.</summary>
    /// <param name="isThere">Whether a file, by its path, is in the layer.</param>
    /// <param name="changed">Hash and size, in RECORD's own form, of files that were changed; null for the others.</param>
    /// <param name="successor">What takes the place of a file that is gone; null for nothing. Its hash may be left out.</param>
    /// <returns>The file's new bytes; equal to the old ones where nothing changed.</returns>
    public byte[] Rewrite(Func<string, bool> isThere, Func<string, (string Hash, long Bytes)?> changed, Func<string, string?> successor)
    {
        var text = new StringBuilder();
        foreach (var (path, _, line) in _lines)
        {
            if (isThere(path))
            {
                text.Append(changed(path) is { } now ? $"{Quote(path)},{now.Hash},{now.Bytes}" : line).Append('\n');
            }
            else if (successor(path) is { } next)
            {
                text.Append(Quote(next)).Append(",,\n");
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string UpToComma(ReadOnlySpan<char> text) => (text.IndexOf(',') is >= 0 and var comma ? text[..comma] : text).ToString();

    /// <summary>The first field, and where what follows begins.</summary>
    private static (string Field, int Following) FirstField(string line)
    {
        if (!line.StartsWith('"'))
        {
            var comma = line.IndexOf(',', StringComparison.Ordinal);
            return comma < 0 ? (line, line.Length) : (line[..comma], comma + 1);
        }

        var field = new StringBuilder();
        var i = 1;
        for (; i < line.Length; i++)
        {
            if (line[i] != '"')
            {
                field.Append(line[i]);
            }
            else if (i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append(line[++i]);
            }
            else
            {
                break;
            }
        }

        return (field.ToString(), Math.Min(i + 2, line.Length));
    }

    private static string Quote(string path) =>
        path.AsSpan().ContainsAny(",\"\n") ? $"\"{path.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : path;
}
