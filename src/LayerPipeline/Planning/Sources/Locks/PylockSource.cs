using LayerPipeline.Formats.Packaging;
using LayerPipeline.Formats.Toml;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning.Sources.Locks;

/// <summary>pylock.toml. Source: https://packaging.python.org/en/latest/specifications/pylock-toml/ (PEP 751).</summary>
internal sealed class PylockSource : ISource
{
    /// <summary>The key by which it is told from other files.</summary>
    public const string Key = "lock-version";

    private const string KnownVersion = "1.0";

    private readonly LockFile _file;
    private readonly TomlNode _root;
    private readonly IReadOnlyList<PylockPackage> _packages;

    /// <summary>Reads a lock.</summary>
    /// <param name="file">The file.</param>
    /// <param name="root">Its TOML.</param>
    /// <exception cref="InvalidTomlException">It does not have the form of a lock.</exception>
    public PylockSource(LockFile file, TomlNode root)
    {
        (_file, _root) = (file, root);
        var version = root.RequiredText(Key);
        if (!version.StartsWith("1.", StringComparison.Ordinal))
        {
            throw file.Invalid(
                root.Fields[Key],
                version,
                "is a version of pylock.toml that is not known; 1.0 is. Export it again with that version"
            );
        }

        _packages = [.. root.Tables("packages").Select(table => PylockPackage.Read(file, table))];
        Extras = [.. root.Texts("extras").Select(node => file.Name(node, node.Value))];
        Groups = [.. root.Texts("dependency-groups").Select(node => file.Name(node, node.Value))];
        DefaultGroups = [.. root.Texts("default-groups").Select(node => file.Name(node, node.Value))];
        if (_packages.Count == 0)
        {
            throw file.Invalid(root, null, "has no [[packages]]; export the lock again");
        }
    }

    /// <inheritdoc />
    public SourceFile File => _file.File;

    /// <inheritdoc />
    public string Kind => PlannedSource.Pylock;

    /// <inheritdoc />
    public IReadOnlyCollection<string> Extras { get; }

    /// <inheritdoc />
    public IReadOnlyCollection<string> Groups { get; }

    /// <inheritdoc />
    public IEnumerable<string> Names => _packages.Select(package => package.Name);

    private IReadOnlyCollection<string> DefaultGroups { get; }

    /// <inheritdoc />
    public SourceSelection For(SourceTarget target) => _file.Read(() => Select(target));

    private SourceSelection Select(SourceTarget target)
    {
        _file.CheckPython(_root, "the lock", target);
        CheckEnvironments(target);
        var groups = target.Groups.Where(Groups.Contains).ToList();
        var environment = target.Environment.With(target.Extras.Where(Extras.Contains), groups.Count > 0 ? groups : DefaultGroups);
        var pins = new Dictionary<string, RequestedDistribution>(StringComparer.Ordinal);
        var skipped = new List<SkippedRequirement>();
        foreach (var package in _packages)
        {
            if (package.WhyNot(environment, target) is { } why)
            {
                skipped.Add(new SkippedRequirement(_file.Where(package.Table), MessageText.Shorten(package.Shown), why));
                continue;
            }

            _file.CheckPython(package.Table, package.Name, target);
            if (pins.TryGetValue(package.Name, out var other))
            {
                throw _file.Invalid(
                    package.Table,
                    package.Name,
                    $"is there twice for {target.Name} (also {other.Field}); export the lock again"
                );
            }

            pins[package.Name] = package.Distribution().Pin(target);
        }

        return new SourceSelection([.. pins.Values], skipped) { Ignored = [.. NewerThanKnown()] };
    }

    /// <summary>A later minor version may only add what can be left out, and is to be told.</summary>
    private IEnumerable<SkippedRequirement> NewerThanKnown()
    {
        var version = _root.Fields[Key];
        if (version.Value != KnownVersion)
        {
            yield return new SkippedRequirement(
                _file.Where(version),
                MessageText.Shorten($"{Key} {version.Value}"),
                $"it is read as {KnownVersion}, the version that is known: what was added later has no effect"
            );
        }
    }

    private void CheckEnvironments(SourceTarget target)
    {
        var environments = _root.Texts("environments").ToList();
        if (environments.Count > 0 && !environments.Exists(node => _file.Marker(node, node.Value).Holds(target.Environment)))
        {
            throw _file.Invalid(
                environments[0],
                environments[0].Value,
                $"is one of the lock's environments, none of which holds for {target.Name}; lock the project for Linux on that processor, too"
            );
        }
    }
}
