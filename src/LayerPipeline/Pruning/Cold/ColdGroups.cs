using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Pruning.Cold;

/// <summary>Distributions whose libraries need each other, or that share a link: they go cold together, and so they are inflated together.</summary>
internal sealed class ColdGroups
{
    private readonly Dictionary<string, string> _leader = new(StringComparer.Ordinal);

    /// <summary>Reads who needs whom.</summary>
    /// <param name="layer">The plain layer.</param>
    /// <param name="directory">Its directory.</param>
    /// <param name="isLibrary">Which entries are libraries.</param>
    /// <param name="ownerOf">Which distribution an entry is of.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The groups.</returns>
    /// <exception cref="InvalidArchiveException">The layer is damaged.</exception>
    public static async Task<ColdGroups> ReadAsync(
        IRangedFile layer,
        ZipDirectory directory,
        Func<ZipEntry, bool> isLibrary,
        Func<string, string?> ownerOf,
        CancellationToken cancellationToken
    )
    {
        var groups = new ColdGroups();
        var libraries = await EntryContent
            .SelectAsync(
                layer,
                directory.Entries.Where(isLibrary),
                (entry, content) => SharedLibrary.Read(entry.Name, content),
                cancellationToken
            )
            .OfType<SharedLibrary>()
            .ToListAsync(cancellationToken);
        var targets = await EntryLink.ReadTargetsAsync(layer, directory, cancellationToken);
        foreach (var (link, target) in targets)
        {
            groups.Join(ownerOf(link), EntryLink.Resolve(link, target) is { } path ? ownerOf(path) : null);
        }

        var bringers = libraries
            .SelectMany(library => new[] { library.Name, library.SharedObjectName }.OfType<string>().Select(name => (name, library.Path)))
            .Concat(targets.Keys.Select(link => (LayerPaths.NameOf(link), link)))
            .ToLookup(pair => pair.Item1, pair => ownerOf(pair.Item2), StringComparer.Ordinal);
        foreach (var library in libraries)
        {
            var owner = ownerOf(library.Path);
            foreach (var name in library.Needed.Where(name => bringers.Contains(name) && !bringers[name].Contains(owner)))
            {
                foreach (var bringer in bringers[name])
                {
                    groups.Join(owner, bringer);
                }
            }
        }

        return groups;
    }

    /// <summary>The distribution that stands for all of a group.</summary>
    /// <param name="distribution">One of the group.</param>
    public string LeaderOf(string distribution)
    {
        var leader = distribution;
        while (_leader.TryGetValue(leader, out var next))
        {
            leader = next;
        }

        return leader;
    }

    private void Join(string? one, string? other)
    {
        if (one is null || other is null || LeaderOf(one) == LeaderOf(other))
        {
            return;
        }

        var (first, second) = (LeaderOf(one), LeaderOf(other));
        var isInOrder = string.CompareOrdinal(first, second) < 0;
        _leader.Add(isInOrder ? second : first, isInOrder ? first : second);
    }
}
