using LayerPipeline.Formats.Toml;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning.Sources.Locks;

/// <summary>The dependency groups of a pyproject.toml, which may include each other (PEP 735).</summary>
internal sealed class DependencyGroups
{
    private const string Include = "include-group";

    private readonly LockFile _file;
    private readonly Func<TomlNode, RequestedDistribution> _read;
    private readonly SortedDictionary<string, TomlNode> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<RequestedDistribution>> _resolved = new(StringComparer.Ordinal);

    /// <summary>Reads groups.</summary>
    /// <param name="file">The file.</param>
    /// <param name="table">The table of the groups, or null.</param>
    /// <param name="read">Reads a requirement.</param>
    public DependencyGroups(LockFile file, TomlNode? table, Func<TomlNode, RequestedDistribution> read)
    {
        (_file, _read) = (file, read);
        foreach (var (key, group) in table?.Fields ?? [])
        {
            _groups[file.Name(group, key)] = group.As(key, TomlKind.Array, "an array");
        }
    }

    /// <summary>Their normalised names.</summary>
    public IReadOnlyCollection<string> Names => _groups.Keys;

    /// <summary>What a group needs, with what it includes.</summary>
    /// <param name="name">Its normalised name.</param>
    /// <returns>Requirements with markers.</returns>
    /// <exception cref="InvalidRequestException">Groups include each other in a circle, or one that is not there.</exception>
    public IReadOnlyList<RequestedDistribution> Of(string name) => Of(name, []);

    private IReadOnlyList<RequestedDistribution> Of(string name, IReadOnlyList<string> chain)
    {
        if (_resolved.TryGetValue(name, out var known))
        {
            return known;
        }

        var items = new List<RequestedDistribution>();
        foreach (var item in _groups[name].Items)
        {
            if (item.Kind == TomlKind.Table)
            {
                items.AddRange(Of(Included(item, [.. chain, name]), [.. chain, name]));
            }
            else
            {
                items.Add(_read(item.As(name, TomlKind.Text, "a requirement in quotes")));
            }
        }

        return _resolved[name] = [.. items.DistinctBy(item => item.Field)];
    }

    private string Included(TomlNode item, IReadOnlyList<string> chain)
    {
        var name = _file.Name(item, item.RequiredText(Include));
        if (!_groups.ContainsKey(name))
        {
            throw _file.Invalid(
                item,
                name,
                $"is not a group of the file{Spelling.Hint(name, [.. _groups.Keys])}; it has {MessageText.List(_groups.Keys)}"
            );
        }

        return chain.Contains(name)
            ? throw _file.Invalid(
                item,
                name,
                $"goes in a circle: {string.Join(" -> ", chain.Append(name))}; remove one {Include} that closes it"
            )
            : name;
    }
}
