using LayerPipeline.Formats.Packaging;
using LayerPipeline.Formats.Toml;

namespace LayerPipeline.Planning.Sources.Locks;

/// <summary>A package of uv.lock.</summary>
internal sealed class UvPackage
{
    private readonly LockFile _file;
    private readonly TomlNode? _source;
    private readonly IReadOnlyList<Marker> _forks;

    /// <summary>Reads a package.</summary>
    /// <param name="file">The lock.</param>
    /// <param name="table">Its table.</param>
    public UvPackage(LockFile file, TomlNode table)
    {
        (_file, Table) = (file, table);
        Name = file.Name(table, table.RequiredText("name"));
        Version = table.Text("version");
        _source = table.Table("source");
        _forks = [.. table.Texts("resolution-markers").Select(node => file.Marker(node, node.Value))];
        Needs = EdgesOf(table, "dependencies");
        var metadata = table.Table("metadata");
        Extras = ByName(table.Table("optional-dependencies"), metadata?.Texts("provides-extras").Select(node => (node, node.Value)));
        Groups = ByName(table.Table("dev-dependencies"), metadata?.Table("requires-dev")?.Fields.Select(each => (each.Value, each.Key)));
    }

    /// <summary>Its table.</summary>
    public TomlNode Table { get; }

    /// <summary>Its normalised name.</summary>
    public string Name { get; }

    /// <summary>Its version, or null.</summary>
    public string? Version { get; }

    /// <summary>What it needs.</summary>
    public IReadOnlyList<UvEdge> Needs { get; }

    /// <summary>What it needs with its extras, by normalised name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<UvEdge>> Extras { get; }

    /// <summary>Its dependency groups, by normalised name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<UvEdge>> Groups { get; }

    /// <summary>The folder of a project whose own sources these are, or null for what comes from elsewhere.</summary>
    public string? ProjectFolder => _source?.Text("virtual") ?? _source?.Text("editable");

    /// <summary>Whether it is of a fork of the lock that a runtime belongs to; true where it is of all.</summary>
    public bool IsFor(MarkerEnvironment environment) => _forks.Count == 0 || _forks.Any(fork => fork.Holds(environment));

    /// <summary>Its files.</summary>
    /// <exception cref="Requests.InvalidRequestException">It comes from elsewhere than an index.</exception>
    public LockedDistribution Distribution()
    {
        foreach (var (key, what) in ForeignOrigin.OfUv)
        {
            if (_source?.Text(key) is { } place)
            {
                throw _file.Invalid(Table, Name, ForeignOrigin.Explain(what, place));
            }
        }

        return new LockedDistribution(
            _file,
            Table,
            Name,
            Version,
            [.. Table.Tables("wheels").Select(FileOf)],
            Table.Table("sdist") is { } source ? FileOf(source) : null
        );
    }

    private List<UvEdge> EdgesOf(TomlNode table, string key) => [.. table.Tables(key).Select(edge => UvEdge.Read(_file, edge))];

    // What has no dependencies is named in the metadata only.
    private Dictionary<string, IReadOnlyList<UvEdge>> ByName(TomlNode? table, IEnumerable<(TomlNode Node, string Name)>? empty)
    {
        var named = new Dictionary<string, IReadOnlyList<UvEdge>>(StringComparer.Ordinal);
        foreach (var (node, name) in empty ?? [])
        {
            named[_file.Name(node, name)] = [];
        }

        foreach (var key in table?.Fields.Keys ?? Enumerable.Empty<string>())
        {
            named[_file.Name(table!.Fields[key], key)] = EdgesOf(table, key);
        }

        return named;
    }

    private static LockedFile FileOf(TomlNode table)
    {
        var address =
            table.Text("filename") ?? table.Text("url") ?? table.Text("path") ?? throw table.Invalid("has neither url, path nor filename");
        var hash = table.Text("hash")?.Split(':', 2);
        return new LockedFile(
            LockedFile.NameOf(address),
            hash is [var algorithm, var digest] ? RequirementLine.NormalHash(algorithm, digest) : null
        );
    }
}
