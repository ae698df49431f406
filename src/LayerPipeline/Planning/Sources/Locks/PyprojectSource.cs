using LayerPipeline.Formats.Packaging;
using LayerPipeline.Formats.Toml;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning.Sources.Locks;

/// <summary>
/// pyproject.toml, which is not locked: pip chooses versions.
/// Sources: https://packaging.python.org/en/latest/specifications/pyproject-toml/, .../dependency-groups/ (PEP 621, PEP 735).
/// </summary>
internal sealed class PyprojectSource : ISource
{
    /// <summary>The table by which it is told from other files.</summary>
    public const string Key = "project";

    private readonly LockFile _file;
    private readonly TomlNode _project;
    private readonly IReadOnlyList<RequestedDistribution> _own;
    private readonly SortedDictionary<string, IReadOnlyList<RequestedDistribution>> _extras = new(StringComparer.Ordinal);
    private readonly DependencyGroups _groups;
    private readonly string _name;

    /// <summary>Reads a project.</summary>
    /// <param name="file">The file.</param>
    /// <param name="root">Its TOML.</param>
    /// <exception cref="InvalidTomlException">It does not have the form of a project.</exception>
    public PyprojectSource(LockFile file, TomlNode root)
    {
        _file = file;
        _project = root.Table(Key)!;
        _name = file.Name(_project, _project.RequiredText("name"));
        CheckStatic();
        _own = [.. _project.Texts("dependencies").Select(Requirement)];
        var optional = _project.Table("optional-dependencies");
        foreach (var key in optional?.Fields.Keys ?? Enumerable.Empty<string>())
        {
            _extras[file.Name(optional!.Fields[key], key)] = [.. optional.Texts(key).Select(Requirement)];
        }

        _groups = new DependencyGroups(file, root.Table("dependency-groups"), Requirement);
    }

    /// <inheritdoc />
    public SourceFile File => _file.File;

    /// <inheritdoc />
    public string Kind => "pyproject.toml";

    /// <inheritdoc />
    public IReadOnlyCollection<string> Extras => _extras.Keys;

    /// <inheritdoc />
    public IReadOnlyCollection<string> Groups => _groups.Names;

    /// <inheritdoc />
    public IEnumerable<string> Names => [_name];

    /// <inheritdoc />
    public SourceSelection For(SourceTarget target) =>
        _file.Read(() =>
        {
            _file.CheckPython(_project, "the project", target);
            var skipped = new List<SkippedRequirement>();
            var asked = _own.Concat(Choose(_extras.Keys, OfExtra, target.Extras, "extra", skipped))
                .Concat(Choose(_groups.Names, _groups.Of, target.Groups, "group", skipped));
            return new SourceSelection(RequirementsSource.Hold(WithoutItself(asked), target, skipped), skipped);
        });

    private IReadOnlyList<RequestedDistribution> OfExtra(string name) => _extras[name];

    private List<RequestedDistribution> Choose(
        IEnumerable<string> offered,
        Func<string, IReadOnlyList<RequestedDistribution>> of,
        IReadOnlyList<string> asked,
        string what,
        List<SkippedRequirement> skipped
    )
    {
        var chosen = new List<RequestedDistribution>();
        foreach (var name in offered)
        {
            var items = of(name);
            if (asked.Contains(name))
            {
                chosen.AddRange(items);
                continue;
            }

            var needs = MessageText.List([.. items.Select(item => item.Requirement.NormalizedName)], 10);
            skipped.Add(
                new SkippedRequirement(
                    items.Count > 0 ? items[0].Field : _file.Where(_project),
                    $"{what} {name}: {needs}",
                    $"was not asked for (--{what} {name})"
                )
            );
        }

        return chosen;
    }

    /// <summary>An extra may be made of others: <c>all = ["project[one,two]"]</c>.</summary>
    private List<RequestedDistribution> WithoutItself(IEnumerable<RequestedDistribution> items)
    {
        var found = new List<RequestedDistribution>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<RequestedDistribution>(items);
        while (open.TryDequeue(out var item))
        {
            if (item.Requirement.NormalizedName != _name)
            {
                found.Add(item);
                continue;
            }

            foreach (var extra in item.Requirement.Extras.Where(seen.Add))
            {
                foreach (var each in _extras.GetValueOrDefault(extra) ?? throw Unknown(item, extra))
                {
                    open.Enqueue(each);
                }
            }
        }

        return found;
    }

    private static InvalidRequestException Unknown(RequestedDistribution item, string extra) =>
        new(item.Field, item.Requirement.ToString(), $"names the extra '{extra}', which the project does not have");

    /// <summary>What a build backend would compute is not known without running it.</summary>
    private void CheckStatic()
    {
        foreach (var key in _project.Texts("dynamic").Where(node => node.Value is "dependencies" or "optional-dependencies"))
        {
            throw _file.Invalid(
                key,
                key.Value,
                "are computed when the project is built, so they are not known here; give a lock, or a requirements file made by 'pip-compile'"
            );
        }
    }

    private RequestedDistribution Requirement(TomlNode node) => RequirementLine.Parse(node.Value.Trim(), _file.Where(node));
}
