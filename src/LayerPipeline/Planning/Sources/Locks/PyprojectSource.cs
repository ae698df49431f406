using LayerPipeline.Formats.Toml;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning.Sources.Locks;

/// <summary>
/// pyproject.toml, which is not locked: pip chooses versions. What nobody asks for is not judged.
/// Source: https://packaging.python.org/en/latest/specifications/pyproject-toml/ (PEP 621).
/// </summary>
internal sealed class PyprojectSource : ISource
{
    /// <summary>The table by which it is told from other files.</summary>
    public const string Key = "project";

    /// <summary>The table that a file has whose project is no package.</summary>
    public const string GroupsKey = "dependency-groups";

    private readonly LockFile _file;
    private readonly TomlNode _root;
    private readonly TomlNode? _project;
    private readonly string? _name;
    private readonly SortedDictionary<string, TomlNode> _extras;
    private readonly DependencyGroups _groups;

    /// <summary>Reads a project.</summary>
    /// <param name="file">The file.</param>
    /// <param name="root">Its TOML.</param>
    /// <exception cref="InvalidTomlException">It does not have the form of a project.</exception>
    public PyprojectSource(LockFile file, TomlNode root)
    {
        (_file, _root, _project) = (file, root, root.Table(Key));
        _name = _project is null ? null : file.Name(_project, _project.RequiredText("name"));
        CheckStatic();
        _extras = file.ArraysByName(_project?.Table("optional-dependencies"), "extra");
        _groups = new DependencyGroups(file, root);
    }

    /// <inheritdoc />
    public SourceFile File => _file.File;

    /// <inheritdoc />
    public string Kind => "pyproject.toml";

    /// <inheritdoc />
    public IReadOnlyCollection<string> Extras => _extras.Keys;

    /// <inheritdoc />
    public IReadOnlyCollection<string> Groups => [.. _groups.All.Keys];

    /// <inheritdoc />
    public IEnumerable<string> Names => _name is null ? _groups.All.Keys : [_name];

    /// <inheritdoc />
    public SourceSelection For(SourceTarget target) => _file.Read(() => Select(target));

    private SourceSelection Select(SourceTarget target)
    {
        if (_project is not null)
        {
            _file.CheckPython(_project, "the project", target);
        }

        var groups = new HashSet<string>(StringComparer.Ordinal);
        var asked = (_project?.Texts("dependencies") ?? []).Concat(_groups.Of(target.Groups, groups)).Select(Requirement).ToList();
        ToolSettings.CheckGroups(_file, _root, groups, target);
        var extras = new ProjectExtras(_name, _extras, Requirement);
        var all = extras.Resolve(asked, target);
        List<SkippedRequirement> skipped =
        [
            .. LeftOut("extra", _extras.Select(extra => (extra.Key, (IReadOnlyList<TomlNode>)extra.Value.Items)), extras.Taken),
            .. LeftOut("group", _groups.All.Select(group => (group.Key, group.Value)), groups),
        ];
        var held = RequirementsSource.Hold(all, target, skipped);
        return new SourceSelection(held, skipped)
        {
            Ignored = ToolSettings.Ignored(_file, _root, held.Select(item => item.Requirement.NormalizedName)),
        };
    }

    private IEnumerable<SkippedRequirement> LeftOut(
        string what,
        IEnumerable<(string Name, IReadOnlyList<TomlNode> Items)> offered,
        HashSet<string> taken
    ) =>
        from each in offered
        where !taken.Contains(each.Name)
        let needs = each.Items.Count > 0 ? MessageText.List([.. each.Items.Select(Named)], 10) : "nothing"
        select new SkippedRequirement(
            _file.Where(each.Items.Count > 0 ? each.Items[0] : _project ?? _root),
            MessageText.Shorten($"{what} {each.Name}: {needs}"),
            $"was not asked for (--{what} {each.Name})"
        );

    /// <summary>A name for a person: what is left out may be anything.</summary>
    private static string Named(TomlNode item) =>
        item.Kind == TomlKind.Text
            ? new string([
                .. item.Value.Trim().TakeWhile(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.'),
            ])
            : $"group {item.Fields.Values.FirstOrDefault(value => value.Kind == TomlKind.Text)?.Value}".TrimEnd();

    /// <summary>What a build backend would compute is not known without running it.</summary>
    private void CheckStatic()
    {
        foreach (var key in _project?.Texts("dynamic").Where(node => node.Value is "dependencies" or "optional-dependencies") ?? [])
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
