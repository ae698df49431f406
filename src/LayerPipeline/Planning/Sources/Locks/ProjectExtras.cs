using LayerPipeline.Formats.Toml;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning.Sources.Locks;

/// <summary>The extras of a pyproject.toml, of which one may be made of others: <c>all = ["project[one,two]"]</c>.</summary>
/// <param name="project">The project's normalised name; null where it has none.</param>
/// <param name="extras">Its extras by normalised name.</param>
/// <param name="read">Reads a requirement.</param>
internal sealed class ProjectExtras(
    string? project,
    IReadOnlyDictionary<string, TomlNode> extras,
    Func<TomlNode, RequestedDistribution> read
)
{
    /// <summary>Names of the extras that were taken.</summary>
    public HashSet<string> Taken { get; } = new(StringComparer.Ordinal);

    /// <summary>Requirements, and those of extras that were asked for or that others are made of.</summary>
    /// <param name="items">What the project needs, with markers.</param>
    /// <param name="target">The runtime, and the extras that were asked for.</param>
    /// <returns>Requirements with markers; the project itself only where a marker excludes it.</returns>
    /// <exception cref="InvalidRequestException">An extra is made of one that is not there.</exception>
    public IReadOnlyList<RequestedDistribution> Resolve(IEnumerable<RequestedDistribution> items, SourceTarget target)
    {
        var found = new List<RequestedDistribution>();
        var open = new Queue<RequestedDistribution>(items.Concat(target.Extras.Where(extras.ContainsKey).SelectMany(Take)));
        while (open.TryDequeue(out var item))
        {
            var requirement = item.Requirement;
            if (requirement.NormalizedName != project || requirement.Marker?.Holds(target.Environment) == false)
            {
                found.Add(item);
                continue;
            }

            foreach (
                var each in requirement.Extras.SelectMany(extra => extras.ContainsKey(extra) ? Take(extra) : throw Unknown(item, extra))
            )
            {
                open.Enqueue(each);
            }
        }

        return found;
    }

    private IEnumerable<RequestedDistribution> Take(string name) =>
        Taken.Add(name) ? extras[name].Items.Select(item => read(item.As(name, TomlKind.Text, "a requirement in quotes"))) : [];

    private static InvalidRequestException Unknown(RequestedDistribution item, string extra) =>
        new(item.Field, item.Requirement.ToString(), $"names the extra '{extra}', which the project does not have");
}
