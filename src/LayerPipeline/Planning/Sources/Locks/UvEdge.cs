using LayerPipeline.Formats.Packaging;
using LayerPipeline.Formats.Toml;

namespace LayerPipeline.Planning.Sources.Locks;

/// <summary>A dependency in uv.lock.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Name">The normalised name of what is needed.</param>
/// <param name="Version">Its version where the lock has several, or null.</param>
/// <param name="Extras">Normalised extras of it.</param>
/// <param name="Marker">The condition, or null.</param>
internal sealed record UvEdge(TomlNode Table, string Name, string? Version, IReadOnlyList<string> Extras, Marker? Marker)
{
    /// <summary>Reads a dependency.</summary>
    public static UvEdge Read(LockFile file, TomlNode table) =>
        new(
            table,
            file.Name(table, table.RequiredText("name")),
            table.Text("version"),
            [.. table.Texts("extra").Select(node => file.Name(node, node.Value))],
            file.MarkerOf(table)
        );

    /// <inheritdoc />
    public override string ToString() =>
        Name
        + (Extras.Count > 0 ? $"[{string.Join(',', Extras)}]" : "")
        + (Version is null ? "" : $"=={Version}")
        + (Marker is null ? "" : $"; {Marker}");
}
