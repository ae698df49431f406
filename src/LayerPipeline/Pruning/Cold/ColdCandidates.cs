using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Cold;
using LayerPipeline.Formats.Contents;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;

namespace LayerPipeline.Pruning.Cold;

/// <summary>What of a plain layer can go cold, in the order in which it does.</summary>
/// <param name="Groups">First what importing the requested distributions does not load, largest first; then what the fewest of them need, by what each inflated byte saves.</param>
internal sealed record ColdCandidates(IReadOnlyList<ColdGroup> Groups)
{
    private const int Libraries = 0;
    private const int Sources = 1;
    private const int Bytecode = 2;
    private const int Others = 3;

    /// <summary>Finds them.</summary>
    /// <param name="layer">The plain layer, without bytecode.</param>
    /// <param name="bytecode">Bytecode of its modules: entries of bytecode.zip, with their sources and their names in the layer.</param>
    /// <param name="owners">Which distribution installed what.</param>
    /// <param name="kinds">What the entries are.</param>
    /// <param name="baseline">The probe of the untouched packages, or null.</param>
    /// <param name="needs">Who needs what.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The candidates.</returns>
    /// <exception cref="InvalidArchiveException">The layer is damaged.</exception>
    public static async Task<ColdCandidates> FindAsync(
        IRangedFile layer,
        IReadOnlyList<(ZipEntry Entry, string Source, string Name)> bytecode,
        FileOwners owners,
        EntryKinds kinds,
        ProbeReport? baseline,
        ColdNeeds needs,
        CancellationToken cancellationToken
    )
    {
        var directory = await ZipDirectory.ReadAsync(layer, limits: null, cancellationToken);
        var compiled = bytecode
            .DistinctBy(file => file.Name, StringComparer.Ordinal)
            .ToDictionary(file => file.Name, StringComparer.Ordinal);
        string? OwnerOf(string name) => owners.Find(compiled.TryGetValue(name, out var file) ? file.Source : name);

        var plain = directory.Entries.Where(entry => !entry.IsFolder && !compiled.ContainsKey(entry.Name));
        var entries = plain
            .Select(entry => new ColdEntry(entry.Name, entry, KindOf(entry, kinds), IsBytecode: false))
            .Concat(bytecode.Select(file => new ColdEntry(file.Name, file.Entry, Bytecode, IsBytecode: true)))
            .Where(entry => LayerTree.Below(entry.Name) is not null)
            .ToList();
        var tree = new ColdTree([.. entries.Select(entry => (entry.Name, OwnerOf(entry.Name)))]);
        var groups = await ColdGroups.ReadAsync(layer, directory, kinds.IsLibrary, OwnerOf, cancellationToken);
        var touched = (baseline?.Hot?.Starts ?? [])
            .Select(path => OwnerOf(LayerTree.Prefix + path))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        var byPath = ReadByPath(baseline, OwnerOf);
        var found = entries
            .Select(entry => (Entry: entry, Owner: OwnerOf(entry.Name)))
            // Bytecode goes with its module: by itself, __pycache__ of a folder of several distributions would be nobody's.
            .Where(pair =>
                pair.Owner is not null
                && tree.MayGo(compiled.TryGetValue(pair.Entry.Name, out var file) ? file.Source : pair.Entry.Name, pair.Owner)
            )
            .GroupBy(pair => groups.LeaderOf(pair.Owner!), StringComparer.Ordinal)
            .Select(group => GroupOf([.. group.Select(pair => (pair.Entry, pair.Owner!))], touched, needs))
            .Where(group =>
                !group.Distributions.Any(byPath.Contains) && group.Entries.Any(entry => ColdNames.StubOf(entry.Name) is not null)
            );
        return new ColdCandidates([
            .. found
                .OrderBy(group => group.NeededBy)
                .ThenByDescending(group => group.IsTouched ? group.Saving : group.Bytes)
                .ThenBy(group => group.Name, StringComparer.Ordinal),
        ]);
    }

    /// <summary>The candidates that a request names.</summary>
    /// <param name="names">Names of distributions.</param>
    /// <returns>Their groups, in the order of names.</returns>
    /// <exception cref="InvalidRequestException">One can't go cold, or not without another.</exception>
    public IReadOnlyList<ColdGroup> Named(IReadOnlyList<string> names)
    {
        var wanted = names.Select(RequirementName.Normalize).ToList();
        var known = Groups.SelectMany(group => group.Distributions).Order(StringComparer.Ordinal).ToList();
        foreach (var (index, name) in wanted.Index())
        {
            var group = Groups.FirstOrDefault(group => group.Distributions.Contains(name, StringComparer.Ordinal));
            if (group is null)
            {
                throw new InvalidRequestException(
                    $"coldStore[{index}]",
                    names[index],
                    $"is no distribution of this layer that can go cold{Spelling.Hint(name, known)}; those that can are {MessageText.List(known)}"
                );
            }

            if (group.Distributions.Except(wanted, StringComparer.Ordinal).FirstOrDefault() is { } other)
            {
                throw new InvalidRequestException(
                    $"coldStore[{index}]",
                    names[index],
                    $"can't go cold without {other}, since libraries of one need those of the other; name both, or neither"
                );
            }
        }

        return [.. Groups.Where(group => group.Distributions.Any(wanted.Contains)).OrderBy(group => group.Name, StringComparer.Ordinal)];
    }

    private static ColdGroup GroupOf(List<(ColdEntry Entry, string Owner)> members, HashSet<string> touched, ColdNeeds needs)
    {
        var names = members.Select(member => member.Owner).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var entries = members
            .Select(member => member.Entry)
            .OrderBy(entry => entry.Kind)
            .ThenBy(entry => entry.Name, StringComparer.Ordinal)
            .ToList();
        return new ColdGroup(names, entries, names.Exists(touched.Contains) ? Math.Max(1, needs.Of(names)) : 0);
    }

    /// <summary>Distributions whose libraries another one opens as files.</summary>
    private static HashSet<string> ReadByPath(ProbeReport? baseline, Func<string, string?> ownerOf) =>
        (baseline?.Reads ?? new Dictionary<string, IReadOnlyList<string>>())
            .SelectMany(pair =>
                pair.Value.Select(library => (By: ownerOf(LayerTree.Prefix + pair.Key), Of: ownerOf(LayerTree.Prefix + library)))
            )
            .Where(pair => pair.Of is not null && pair.Of != pair.By)
            .Select(pair => pair.Of!)
            .ToHashSet(StringComparer.Ordinal);

    private static int KindOf(ZipEntry entry, EntryKinds kinds) =>
        kinds.IsLibrary(entry) ? Libraries
        : ImportNames.IsSource(entry.Name) ? Sources
        : ImportNames.IsBytecode(entry.Name) ? Bytecode
        : Others;
}
