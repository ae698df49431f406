using LayerPipeline.Formats.Packaging;
using LayerPipeline.Formats.Toml;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning.Sources.Locks;

/// <summary>A file in TOML, whose errors name line and column.</summary>
/// <param name="file">The file.</param>
internal sealed class LockFile(SourceFile file)
{
    /// <summary>The file.</summary>
    public SourceFile File => file;

    /// <summary>Reads the file's TOML, or something of it.</summary>
    /// <param name="read">What reads.</param>
    /// <returns>What it returns.</returns>
    /// <exception cref="InvalidRequestException">It is not TOML, or not of the form that is expected.</exception>
    public T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidTomlException exception)
        {
            throw new InvalidRequestException(
                $"{file.Name}, line {exception.Line}, column {exception.Column}",
                null,
                Credentials.Mask(exception.Message)
            );
        }
    }

    /// <summary>Where a node is, for messages.</summary>
    public string Where(TomlNode node) => $"{file.Name}, line {node.Line}, column {node.Column}";

    /// <summary>An error at a node.</summary>
    public InvalidRequestException Invalid(TomlNode node, string? value, string problem) =>
        new(Where(node), value is null ? null : MessageText.Shorten(value), problem);

    /// <summary>A name as PEP 503 has it.</summary>
    public string Name(TomlNode node, string name) =>
        RequirementName.IsValid(name)
            ? RequirementName.Normalize(name)
            : throw Invalid(node, name, "is not a name, which begins and ends with a letter or a digit");

    /// <summary>Arrays of a table by their normalised names.</summary>
    /// <param name="table">The table, or null.</param>
    /// <param name="what">What messages call one of them.</param>
    /// <exception cref="InvalidRequestException">Two names mean the same (PEP 685, PEP 735).</exception>
    public SortedDictionary<string, TomlNode> ArraysByName(TomlNode? table, string what)
    {
        var named = new SortedDictionary<string, TomlNode>(StringComparer.Ordinal);
        foreach (var (key, node) in table?.Fields ?? [])
        {
            var name = Name(node, key);
            if (!named.TryAdd(name, node.As(key, TomlKind.Array, "an array")))
            {
                throw Invalid(node, key, $"is the {what} '{name}' again, which is already in line {named[name].Line}; rename or merge one");
            }
        }

        return named;
    }

    /// <summary>The marker of a table, or null.</summary>
    public Marker? MarkerOf(TomlNode table) => table.Text("marker") is { } text ? Marker(table.Fields["marker"], text) : null;

    /// <summary>A marker.</summary>
    public Marker Marker(TomlNode node, string text)
    {
        try
        {
            return Formats.Packaging.Marker.ParseOfLock(text);
        }
        catch (InvalidRequirementException exception)
        {
            throw Invalid(node, text, exception.Message);
        }
    }

    /// <summary>A requirement made of a name and versions.</summary>
    public Requirement Requirement(TomlNode node, string text)
    {
        try
        {
            return Formats.Packaging.Requirement.Parse(text);
        }
        catch (InvalidRequirementException exception)
        {
            throw Invalid(node, text, exception.Message);
        }
    }

    /// <summary>Checks a table's <c>requires-python</c>.</summary>
    /// <param name="table">The table.</param>
    /// <param name="what">What messages call what it is of.</param>
    /// <param name="target">The runtime.</param>
    /// <exception cref="InvalidRequestException">It excludes the runtime.</exception>
    public void CheckPython(TomlNode table, string what, SourceTarget target)
    {
        const string Key = "requires-python";
        if (table.Text(Key) is not { Length: > 0 } versions)
        {
            return;
        }

        var needed = Requirement(table.Fields[Key], $"python{versions}");
        if (needed is not { NormalizedName: "python", Extras: [], Marker: null, Versions: not [] })
        {
            throw Invalid(table.Fields[Key], versions, "is not a set of versions; write, for example, >=3.11");
        }

        var version = PythonVersion.Parse(target.Environment.Value("python_full_version"));
        if (!needed.Versions.All(clause => clause.Contains(version)))
        {
            throw Invalid(
                table.Fields[Key],
                versions,
                $"is the Python that {what} needs, and {target.Runtime.Name} is another; choose a runtime that fits (--python), or lock again"
            );
        }
    }
}
