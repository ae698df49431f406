namespace LayerPipeline.Formats.Packaging;

/// <summary>
/// The headers of a METADATA or WHEEL file, up to the first empty line.
/// Source: https://packaging.python.org/en/latest/specifications/core-metadata/.
/// </summary>
internal sealed class MetadataHeaders
{
    private readonly List<(string Name, string Value)> _headers = [];

    private MetadataHeaders() { }

    /// <summary>Reads headers. Lines that are none are passed over.</summary>
    /// <param name="text">The file's text.</param>
    /// <returns>The headers.</returns>
    public static MetadataHeaders Parse(string text)
    {
        var parsed = new MetadataHeaders();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.IsEmpty)
            {
                break;
            }

            parsed.Add(line);
        }

        return parsed;
    }

    /// <summary>The first value of a header, or null.</summary>
    public string? First(string name) => All(name) is [var first, ..] ? first : null;

    /// <summary>All values of a header, in order.</summary>
    public IReadOnlyList<string> All(string name) =>
        [.. _headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];

    private void Add(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(':');
        if (line[0] is ' ' or '\t')
        {
            // A value goes on in lines that are indented.
            if (_headers.Count > 0)
            {
                _headers[^1] = (_headers[^1].Name, $"{_headers[^1].Value}\n{line.Trim()}");
            }
        }
        else if (colon > 0)
        {
            _headers.Add((line[..colon].Trim().ToString(), line[(colon + 1)..].Trim().ToString()));
        }
    }
}
