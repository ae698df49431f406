using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Formats.Toml;

/// <summary>A value of TOML with the place where it was written.</summary>
/// <param name="kind">What it is.</param>
/// <param name="line">Its line, from 1.</param>
/// <param name="column">Its column, from 1.</param>
internal sealed class TomlNode(TomlKind kind, int line, int column)
{
    /// <summary>What it is.</summary>
    public TomlKind Kind => kind;

    /// <summary>Its line, from 1.</summary>
    public int Line => line;

    /// <summary>Its column, from 1.</summary>
    public int Column => column;

    /// <summary>The string; empty for other kinds.</summary>
    public string Value { get; init; } = "";

    /// <summary>The whole number; 0 for other kinds.</summary>
    public long Number { get; init; }

    /// <summary>Values of a table by key.</summary>
    public Dictionary<string, TomlNode> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>Values of an array.</summary>
    public List<TomlNode> Items { get; } = [];

    /// <summary>An array's tables that each have a header of their own (<c>[[name]]</c>), to which later ones are added.</summary>
    public bool IsOpen { get; init; }

    /// <summary>An error at this place.</summary>
    public InvalidTomlException Invalid(string problem) => new(line, column, problem);

    /// <summary>A string of a table, or null.</summary>
    public string? Text(string key) => Find(key, TomlKind.Text, "a string in quotes")?.Value;

    /// <summary>A string that a table must have.</summary>
    public string RequiredText(string key) => Text(key) ?? throw Invalid($"has no {key}, which every such table needs");

    /// <summary>A table in a table, or null.</summary>
    public TomlNode? Table(string key) => Find(key, TomlKind.Table, "a table");

    /// <summary>Whether a table has a key.</summary>
    public bool Has(string key) => Fields.ContainsKey(key);

    /// <summary>Values of an array in a table; none where there is no such array.</summary>
    public IReadOnlyList<TomlNode> Array(string key) => Find(key, TomlKind.Array, "an array")?.Items ?? [];

    /// <summary>Tables of an array in a table.</summary>
    public IEnumerable<TomlNode> Tables(string key) => Array(key).Select(item => item.As(key, TomlKind.Table, "a table"));

    /// <summary>Strings of an array in a table.</summary>
    public IEnumerable<TomlNode> Texts(string key) => Array(key).Select(item => item.As(key, TomlKind.Text, "a string in quotes"));

    /// <summary>The node itself where it is of a kind.</summary>
    public TomlNode As(string name, TomlKind expected, string what) =>
        kind == expected ? this : throw Invalid($"{MessageText.Shorten(name, 60)} is {Described()}; {what} is expected");

    private TomlNode? Find(string key, TomlKind expected, string what) => Fields.GetValueOrDefault(key)?.As(key, expected, what);

    private string Described() =>
        kind switch
        {
            TomlKind.Table => "a table",
            TomlKind.Array => "an array",
            TomlKind.Text => "a string",
            TomlKind.Integer => "a number",
            _ => "another value",
        };
}
