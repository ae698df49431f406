using LayerPipeline.Formats.Toml;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Planning.Sources.Locks;

/// <summary>uv.lock, version 1. Source: https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile, and uv's own files.</summary>
internal sealed class UvLockSource : ISource
{
    private readonly LockFile _file;
    private readonly TomlNode _root;
    private readonly ILookup<string, UvPackage> _packages;
    private readonly UvPackage _project;

    /// <summary>Reads a lock.</summary>
    /// <param name="file">The file.</param>
    /// <param name="root">Its TOML.</param>
    /// <exception cref="InvalidTomlException">It does not have the form of a lock.</exception>
    public UvLockSource(LockFile file, TomlNode root)
    {
        (_file, _root) = (file, root);
        var version = root.Fields["version"].As("version", TomlKind.Integer, "a number");
        if (version.Number != 1)
        {
            throw file.Invalid(
                version,
                $"{version.Number}",
                "is a version of uv.lock that is not known; 1 is. Give the lock as 'uv export --format pylock.toml' writes it"
            );
        }

        var packages = root.Tables("package").Select(table => new UvPackage(file, table)).ToList();
        _packages = packages.ToLookup(package => package.Name, StringComparer.Ordinal);
        _project = ProjectOf(packages);
    }

    /// <inheritdoc />
    public SourceFile File => _file.File;

    /// <inheritdoc />
    public string Kind => PlannedSource.UvLock;

    /// <inheritdoc />
    public IReadOnlyCollection<string> Extras => [.. _project.Extras.Keys];

    /// <inheritdoc />
    public IReadOnlyCollection<string> Groups => [.. _project.Groups.Keys];

    /// <inheritdoc />
    public IEnumerable<string> Names => [_project.Name];

    /// <inheritdoc />
    public SourceSelection For(SourceTarget target) =>
        _file.Read(() =>
        {
            _file.CheckPython(_root, "the project", target);
            CheckEnvironments("supported-markers", target);
            return new UvWalk(_file, _packages, _project, target).Run();
        });

    /// <summary>The project that was locked: of a workspace, the one in the lock's own folder.</summary>
    private UvPackage ProjectOf(List<UvPackage> packages)
    {
        var projects = packages.Where(package => package.ProjectFolder is not null).ToList();
        var own = projects.Where(package => package.ProjectFolder is ".").ToList();
        return (own.Count > 0 ? own : projects) switch
        {
            [var project] => project,
            [] => throw _file.Invalid(
                _root,
                null,
                "has no project: no package's source is 'virtual' or 'editable', and groups of a folder that is no project are not read. Give "
                    + "the lock as 'uv export --format pylock.toml' writes it, with --group for a group"
            ),
            var several => throw _file.Invalid(
                several[1].Table,
                null,
                $"is one of several projects ({MessageText.List([.. several.Select(project => project.Name)], 10)}); choose one with "
                    + "'uv export --package NAME --format pylock.toml', and give that file"
            ),
        };
    }

    private void CheckEnvironments(string key, SourceTarget target)
    {
        var environments = _root.Texts(key).ToList();
        if (environments.Count > 0 && !environments.Exists(node => _file.Marker(node, node.Value).Holds(target.Environment)))
        {
            throw _file.Invalid(
                environments[0],
                environments[0].Value,
                $"is one of the lock's {key}, none of which holds for {target.Name}; add one to tool.uv.environments, and lock again"
            );
        }
    }
}
