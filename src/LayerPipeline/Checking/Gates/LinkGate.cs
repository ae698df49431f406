using LayerPipeline.Formats.Archives;

namespace LayerPipeline.Checking.Gates;

/// <summary>Symbolic links stay inside the layer and lead somewhere, also through other links.</summary>
internal sealed class LinkGate : IGate
{
    /// <summary>Links that Linux follows on one path before it gives up with ELOOP. Source: path_resolution(7).</summary>
    private const int MostHops = 40;

    /// <inheritdoc />
    public string Name => "links";

    /// <inheritdoc />
    public GateSubject Subject => GateSubject.Entries;

    /// <inheritdoc />
    public IEnumerable<GateResult> Check(LayerFacts layer)
    {
        var links = layer.Files.Where(file => file.LinkTarget is not null).ToDictionary(file => file.Name, StringComparer.Ordinal);
        var names = layer.Files.SelectMany(file => WithFolders(file.Name.TrimEnd('/'))).ToHashSet(StringComparer.Ordinal);
        var broken = links.Values.Where(link => !LeadsSomewhere(link, links, names)).ToList();
        var measured = $"{broken.Count} of {links.Count} symbolic links broken";
        yield return broken is [var first, ..]
            ? this.Fail(
                measured,
                $"'{first.Name}' points to '{first.LinkTarget}', which is not in the layer. Add the file or remove the link."
            )
            : this.Pass(measured);
    }

    private static IEnumerable<string> WithFolders(string name)
    {
        yield return name;
        for (var slash = name.LastIndexOf('/'); slash > 0; slash = name.LastIndexOf('/', slash - 1))
        {
            yield return name[..slash];
        }
    }

    private static bool LeadsSomewhere(LayerFile link, Dictionary<string, LayerFile> links, HashSet<string> names)
    {
        var path = link.Name;
        for (var hops = 0; hops <= MostHops; hops++)
        {
            if (WithFolders(path).LastOrDefault(links.ContainsKey) is not { } first)
            {
                return path.Length == 0 || names.Contains(path);
            }

            if (EntryLink.Resolve(first, links[first].LinkTarget!) is not { } target)
            {
                return false;
            }

            path = (target + path[first.Length..]).TrimStart('/');
        }

        return false;
    }
}
