using LayerPipeline.Archives;

namespace LayerPipeline.Gates;

/// <summary>Symbolic links stay inside the layer and lead somewhere.</summary>
public sealed class LinkGate : IGate
{
    /// <inheritdoc />
    public GateResult Check(LayerUnderTest layer)
    {
        var names = layer.Files.Select(file => file.Name.TrimEnd('/')).ToHashSet(StringComparer.Ordinal);
        foreach (var name in names.ToList())
        {
            for (var slash = name.LastIndexOf('/'); slash > 0 && names.Add(name[..slash]); slash = name.LastIndexOf('/', slash - 1)) { }
        }

        var links = layer.Files.Where(file => file.LinkTarget is not null).ToList();
        var broken = links.Where(link => EntryLink.Resolve(link.Name, link.LinkTarget!) is not { } to || !names.Contains(to)).ToList();
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
}
