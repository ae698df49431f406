using LayerPipeline.Formats.Toml;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning.Sources.Locks;

/// <summary>
/// The dependency groups of a pyproject.toml, which may include each other. One that nobody asks for is not judged.
/// Source: https://packaging.python.org/en/latest/specifications/dependency-groups/ (PEP 735).
/// </summary>
internal sealed class DependencyGroups
{
    private const string Include = "include-group";

    // The older place of the group dev. Source: https://docs.astral.sh/uv/concepts/projects/dependencies/#legacy-dev-dependencies.
    private const string Legacy = "dev-dependencies";

    private readonly LockFile _file;
    private readonly SortedDictionary<string, IReadOnlyList<TomlNode>> _groups = new(StringComparer.Ordinal);

    /// <summary>Reads groups.</summary>
    /// <param name="file">The file.</param>
    /// <param name="root">Its TOML.</param>
    public DependencyGroups(LockFile file, TomlNode root)
    {
        _file = file;
        foreach (var (name, group) in file.ArraysByName(root.Table(PyprojectSource.GroupsKey), "group"))
        {
            _groups[name] = group.Items;
        }

        if (root.Table("tool")?.Table("uv") is { } settings && settings.Has(Legacy))
        {
            _groups["dev"] = [.. _groups.GetValueOrDefault("dev", []), .. settings.Array(Legacy)];
        }
    }

    /// <summary>Their items by normalised names.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<TomlNode>> All => _groups;

    /// <summary>What groups need, with what they include.</summary>
    /// <param name="names">Normalised names; what is not there is left out.</param>
    /// <param name="taken">Gets the names of all groups that are taken.</param>
    /// <returns>Requirements in quotes.</returns>
    /// <exception cref="InvalidRequestException">Groups include each other in a circle, or one that is not there.</exception>
    public IReadOnlyList<TomlNode> Of(IEnumerable<string> names, ISet<string> taken)
    {
        var items = new List<TomlNode>();
        foreach (var name in names.Where(_groups.ContainsKey))
        {
            Add(name, [], taken, items);
        }

        return items;
    }

    private void Add(string name, IReadOnlyList<string> chain, ISet<string> taken, List<TomlNode> items)
    {
        if (!taken.Add(name))
        {
            return;
        }

        foreach (var item in _groups[name])
        {
            if (item.Kind == TomlKind.Table)
            {
                Add(Included(item, [.. chain, name]), [.. chain, name], taken, items);
            }
            else
            {
                items.Add(item.As(name, TomlKind.Text, "a requirement in quotes"));
            }
        }
    }

    private string Included(TomlNode item, IReadOnlyList<string> chain)
    {
        var name = _file.Name(item, item.RequiredText(Include));
        if (!_groups.ContainsKey(name))
        {
            throw _file.Invalid(
                item,
                name,
                $"is not a group of the file{Spelling.Hint(name, _groups.Keys)}; it has {MessageText.List(_groups.Keys)}"
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
