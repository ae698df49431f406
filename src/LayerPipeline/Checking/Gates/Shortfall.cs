using LayerPipeline.Checking.Libraries;
using LayerPipeline.Pruning.Budgeting;

namespace LayerPipeline.Checking.Gates;

/// <summary>A layer that is too large: by how much, what is in the way, and what can be done about it.</summary>
public sealed record Shortfall
{
    private const int Listed = 10;
    private const long LeastSaving = 1_000_000;

    /// <summary>Unzipped bytes of the smallest layer that is allowed.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bytes that it must stay under.</summary>
    public required long BudgetBytes { get; init; }

    /// <summary>Bytes that have to go for it to fit.</summary>
    public long MissingBytes => Bytes - BudgetBytes + 1;

    /// <summary>Its ten largest distributions; <c>(none)</c> are files that no RECORD names.</summary>
    public required IReadOnlyList<NamedBytes> Distributions { get; init; }

    /// <summary>Its ten largest files.</summary>
    public required IReadOnlyList<NamedBytes> Files { get; init; }

    /// <summary>What can be done, best first; empty where it is not known.</summary>
    public required IReadOnlyList<WayOn> Ways { get; init; }

    /// <summary>The first of them that was tried and makes the layer fit; null where none does, or it is not known.</summary>
    public FittingWay? Fitting { get; init; }

    /// <summary>Libraries that several distributions bring, each a copy of its own, by what one copy for all would save.</summary>
    public IReadOnlyList<LibraryCopies> Copies
    {
        get => field ?? [];
        init;
    }

    /// <summary>Describes a layer.</summary>
    /// <param name="layer">The layer.</param>
    internal static Shortfall Of(LayerFacts layer) =>
        new()
        {
            Bytes = layer.Bytes,
            BudgetBytes = layer.BudgetBytes,
            Distributions = Largest(
                layer
                    .Files.GroupBy(file => layer.DistributionOf(file.Name) ?? "(none)", StringComparer.Ordinal)
                    .Select(group => new NamedBytes(group.Key, group.Sum(file => file.Bytes)))
            ),
            Files = Largest(layer.Files.Select(file => new NamedBytes(file.Name, file.Bytes))),
            Ways = layer.Ways,
            Fitting = layer.Fitting,
            Copies = CopiesIn(layer),
        };

    private static IReadOnlyList<LibraryCopies> CopiesIn(LayerFacts layer)
    {
        var bytes = layer.Files.ToDictionary(file => file.Name, file => file.Bytes, StringComparer.Ordinal);
        return
        [
            .. layer
                .Libraries.Sound.Libraries.Select(library => (library.Path, Family: LibraryFamilies.Default.Find(library)))
                .Where(library => library.Family is not null && layer.DistributionOf(library.Path) is not null)
                .GroupBy(library => library.Family!, StringComparer.Ordinal)
                .Select(family => new LibraryCopies(
                    family.Key,
                    Largest(
                        family
                            .GroupBy(library => layer.DistributionOf(library.Path)!, StringComparer.Ordinal)
                            .Select(own => new NamedBytes(own.Key, own.Sum(library => bytes.GetValueOrDefault(library.Path))))
                    )
                ))
                .Where(copies => copies.In.Count > 1 && copies.SavedBytes >= LeastSaving)
                .OrderByDescending(copies => copies.SavedBytes),
        ];
    }

    private static IReadOnlyList<NamedBytes> Largest(IEnumerable<NamedBytes> items) =>
        [.. items.OrderByDescending(item => item.Bytes).ThenBy(item => item.Name, StringComparer.Ordinal).Take(Listed)];
}
