using LayerPipeline.Formats.Packaging;
using LayerPipeline.Formats.Toml;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning.Sources.Locks;

/// <summary>
/// Settings of other tools in a pyproject.toml that would change what is installed. pip does not read them, so each is told.
/// Sources: https://docs.astral.sh/uv/reference/settings/, https://python-poetry.org/docs/pyproject/, https://pdm-project.org/latest/reference/pep621/.
/// </summary>
internal static class ToolSettings
{
    private static readonly (string Tool, string Key, string Remedy)[] Known =
    [
        ("uv", "constraint-dependencies", "give the project's uv.lock, for which it was applied, or these versions as -c"),
        ("uv", "override-dependencies", "give the project's uv.lock, for which it was applied"),
        ("uv", "exclude-dependencies", "give the project's uv.lock, for which it was applied"),
        ("poetry", "dependencies", "give what 'poetry export' writes"),
        ("poetry", "group", "give what 'poetry export --with NAME' writes"),
        ("pdm", "dev-dependencies", "give what 'pdm export' writes"),
    ];

    /// <summary>Checks the Python that dependency groups need, which may be another than the project's.</summary>
    /// <param name="file">The file.</param>
    /// <param name="root">Its TOML.</param>
    /// <param name="taken">Normalised names of the groups that are taken.</param>
    /// <param name="target">The runtime.</param>
    /// <exception cref="InvalidRequestException">One of them excludes the runtime.</exception>
    public static void CheckGroups(LockFile file, TomlNode root, IReadOnlySet<string> taken, SourceTarget target)
    {
        foreach (var (name, group) in root.Table("tool")?.Table("uv")?.Table(PyprojectSource.GroupsKey)?.Fields ?? [])
        {
            if (taken.Contains(RequirementName.Normalize(name)))
            {
                file.CheckPython(group.As(name, TomlKind.Table, "a table"), $"the group {MessageText.Shorten(name)}", target);
            }
        }
    }

    /// <summary>Finds them.</summary>
    /// <param name="file">The file.</param>
    /// <param name="root">Its TOML.</param>
    /// <param name="needed">Normalised names of what is taken from the project.</param>
    /// <returns>What has no effect.</returns>
    public static IReadOnlyList<SkippedRequirement> Ignored(LockFile file, TomlNode root, IEnumerable<string> needed)
    {
        var tools = root.Table("tool");
        var names = needed.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Sources(file, tools?.Table("uv")?.Table("sources"), names),
            .. from known in Known
            let node = tools?.Table(known.Tool)?.Fields.GetValueOrDefault(known.Key)
            where node is { Items.Count: > 0 } or { Fields.Count: > 0 }
            select new SkippedRequirement(file.Where(node), $"tool.{known.Tool}.{known.Key}", $"pip does not know it: {known.Remedy}"),
        ];
    }

    /// <summary>Where a package is to come from. Without it, an index may have another package of the same name.</summary>
    private static IEnumerable<SkippedRequirement> Sources(LockFile file, TomlNode? sources, HashSet<string> needed) =>
        from source in sources?.Fields ?? []
        where needed.Contains(RequirementName.Normalize(source.Key))
        select new SkippedRequirement(
            file.Where(source.Value),
            MessageText.Shorten($"tool.uv.sources: {source.Key} from {Origin(source.Value)}"),
            $"pip does not know it and takes {RequirementName.Normalize(source.Key)} from its own index, where another package may have that name: "
                + "give the project's uv.lock, or a wheel of it through --find-links with --no-index"
        );

    private static string Origin(TomlNode source)
    {
        var table = source.Items.Find(item => item.Kind == TomlKind.Table) ?? source;
        var (key, value) = table.Fields.FirstOrDefault(each => each.Key is "git" or "url" or "path" or "workspace" or "index");
        return key is null ? "elsewhere" : $"{key} {value.Value}".TrimEnd();
    }
}
