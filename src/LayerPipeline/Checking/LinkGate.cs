using LayerPipeline.Formats.Archives;

namespace LayerPipeline.Checking;

/// <summary>Symbolic links stay inside the layer and lead somewhere, also through other links.</summary>
public sealed class LinkGate : IGate
{
    /// <summary>Links that Linux follows on one path before it gives up with ELOOP. Source: path_resolution(7).</summary>
    private const int MostHops = 40;

    /// <inheritdoc />
    public GateResult Check(LayerFacts layer)
    {
        var links = layer.Files.Where(file => file.LinkTarget is not null).ToDictionary(file => file.Name, StringComparer.Ordinal);
        var names = layer.Files.SelectMany(file => WithFolders(file.Name.TrimEnd('/'))).ToHashSet(StringComparer.Ordinal);
        var broken = links.Values.Where(link => !LeadsSomewhere(link, links, names)).ToList();
        return new GateResult
        {
            Gate = "links",
            Status = broken.Count == 0 ? GateStatus.Pass : GateStatus.Fail,
            Measured = $"{broken.Count} of {links.Count} symbolic links lead nowhere",
            Message =
                broken.Count == 0
                    ? ""
                    : $"'{broken[0].Name}' points to '{broken[0].LinkTarget}', which is not in the layer. Add the file or remove the link.",
        };
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
