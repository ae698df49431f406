using LayerPipeline.Formats.Packaging;
using LayerPipeline.Formats.Toml;

namespace LayerPipeline.Planning.Sources.Locks;

/// <summary>A package of pylock.toml.</summary>
internal sealed class PylockPackage
{
    private readonly LockFile _file;
    private readonly Marker? _marker;

    private PylockPackage(LockFile file, TomlNode table)
    {
        (_file, Table) = (file, table);
        Name = file.Name(table, table.RequiredText("name"));
        _marker = file.MarkerOf(table);
    }

    /// <summary>Its normalised name.</summary>
    public string Name { get; }

    /// <summary>Its table.</summary>
    public TomlNode Table { get; }

    /// <summary>What messages call it.</summary>
    public string Shown => $"{Name} {Table.Text("version")}".TrimEnd() + (_marker is null ? "" : $"; {_marker}");

    /// <summary>Reads a package.</summary>
    public static PylockPackage Read(LockFile file, TomlNode table) => new(file, table);

    /// <summary>Why it has no effect on a runtime, or null where it has.</summary>
    public string? WhyNot(MarkerEnvironment environment, SourceTarget target) =>
        _marker is not null && !_marker.Holds(environment)
            ? $"its marker excludes {target.Name}, or the extras and groups that were asked for"
        : Table.Table("directory")?.Text("path") is "." or "./" ? "it is the project itself, whose own code is not part of a layer"
        : null;

    /// <summary>Its files.</summary>
    /// <exception cref="Requests.InvalidRequestException">It comes from elsewhere than an index.</exception>
    public LockedDistribution Distribution()
    {
        foreach (var (key, what) in ForeignOrigin.OfPylock)
        {
            if (Table.Table(key) is { } origin)
            {
                throw _file.Invalid(origin, Name, ForeignOrigin.Explain(what, origin.Text("url") ?? origin.Text("path")));
            }
        }

        return new LockedDistribution(
            _file,
            Table,
            Name,
            Table.Text("version"),
            [.. Table.Tables("wheels").Select(FileOf)],
            Table.Table("sdist") is { } source ? FileOf(source) : null
        );
    }

    private static LockedFile FileOf(TomlNode table)
    {
        var address =
            table.Text("name") ?? table.Text("url") ?? table.Text("path") ?? throw table.Invalid("has neither name, url nor path");
        var hashes = table.Table("hashes");
        var hash = hashes
            ?.Fields.OrderBy(each => each.Key, StringComparer.Ordinal)
            .Select(each => RequirementLine.NormalHash(each.Key, each.Value.Value))
            .FirstOrDefault(each => each is not null);
        return new LockedFile(LockedFile.NameOf(address), hash);
    }
}
