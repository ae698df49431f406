using LayerPipeline.Installing;

namespace LayerPipeline.Pruning.Budgeting;

/// <summary>What of a layer is there for one requested distribution alone.</summary>
internal static class PackageShares
{
    /// <summary>Adds it up.</summary>
    /// <param name="installed">What pip installed, and what required what.</param>
    /// <param name="bytes">Bytes of each distribution in the layer.</param>
    /// <returns>
    /// Each requested distribution that no other one needs, with what only it needs and the bytes of all that; largest first.
    /// </returns>
    public static IReadOnlyList<(string Name, int Others, long Bytes)> Of(
        IReadOnlyList<InstalledDistribution> installed,
        IReadOnlyDictionary<string, long> bytes
    )
    {
        var needs = installed
            .SelectMany(distribution => distribution.RequiredBy.Select(by => (by, distribution.Name)))
            .ToLookup(pair => pair.by, pair => pair.Name, StringComparer.Ordinal);
        var requested = installed.Where(distribution => distribution.Requested).Select(distribution => distribution.Name).ToList();
        var shares = new List<(string Name, int Others, long Bytes)>();
        foreach (var name in requested)
        {
            var others = Closure(requested.Where(other => !string.Equals(other, name, StringComparison.Ordinal)), needs);
            var alone = Closure([name], needs).Where(needed => !others.Contains(needed)).ToList();
            if (alone.Contains(name, StringComparer.Ordinal))
            {
                shares.Add((name, alone.Count - 1, alone.Sum(needed => bytes.GetValueOrDefault(needed))));
            }
        }

        return [.. shares.OrderByDescending(share => share.Bytes).ThenBy(share => share.Name, StringComparer.Ordinal)];
    }

    private static HashSet<string> Closure(IEnumerable<string> names, ILookup<string, string> needs)
    {
        var found = new HashSet<string>(names, StringComparer.Ordinal);
        var frontier = new Queue<string>(found);
        while (frontier.TryDequeue(out var name))
        {
            foreach (var needed in needs[name].Where(found.Add))
            {
                frontier.Enqueue(needed);
            }
        }

        return found;
    }
}
