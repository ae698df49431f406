namespace LayerPipeline.Pruning.Budgeting;

/// <summary>Chooses among things that make a layer smaller: as few as the budget needs.</summary>
internal static class MinimalChoice
{
    /// <summary>
    /// Takes from the start of a list until the layer fits, and gives back from the end what turns out not to be needed. More of them
    /// never make the layer larger, so that the place where it fits is found by halves.
    /// </summary>
    /// <typeparam name="T">What is chosen.</typeparam>
    /// <param name="ranked">What can be chosen, in the order in which it is taken: largest saving first.</param>
    /// <param name="saving">About how many bytes one of them saves, and not more than it does together with others.</param>
    /// <param name="size">Exact bytes of the layer with some of them.</param>
    /// <param name="limit">Bytes that the layer must stay under.</param>
    /// <returns>The chosen ones in the list's order; all of them where even they are not enough.</returns>
    public static IReadOnlyList<T> Choose<T>(IReadOnlyList<T> ranked, Func<T, long> saving, Func<IReadOnlyList<T>, long> size, long limit)
        where T : notnull
    {
        var bytes = size(ranked);
        if (bytes >= limit)
        {
            return ranked;
        }

        var (low, high) = (0, ranked.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var there = size([.. ranked.Take(middle)]);
            (low, high, bytes) = there < limit ? (low, middle, there) : (middle + 1, high, bytes);
        }

        return GiveBack([.. ranked.Take(high)], saving, size, limit, bytes);
    }

    private static List<T> GiveBack<T>(List<T> chosen, Func<T, long> saving, Func<IReadOnlyList<T>, long> size, long limit, long bytes)
        where T : notnull
    {
        foreach (var candidate in chosen.OrderBy(saving).ToList())
        {
            if (bytes + saving(candidate) >= limit)
            {
                break;
            }

            var fewer = chosen.Where(other => !other.Equals(candidate)).ToList();
            var without = size(fewer);
            if (without < limit)
            {
                (chosen, bytes) = (fewer, without);
            }
        }

        return chosen;
    }
}
