namespace LayerPipeline.Probing;

/// <summary>A layer with a cold store is probed twice: where each process inflates what it imports, and where all is inflated already.</summary>
public static class WarmProbe
{
    /// <summary>Puts both together.</summary>
    /// <param name="fresh">The first report.</param>
    /// <param name="warm">The second report.</param>
    /// <returns>The first report, with the second's result of what works only there.</returns>
    public static ProbeReport Both(ProbeReport fresh, ProbeReport warm) =>
        fresh with
        {
            Modules = Worse(fresh.Modules, warm.Modules),
            Behaviours = Worse(fresh.Behaviours, warm.Behaviours),
            Changed = [.. fresh.Changed.Union(warm.Changed, StringComparer.Ordinal)],
            Seconds = fresh.Seconds + warm.Seconds,
        };

    private static IReadOnlyList<ProbeResult> Worse(IReadOnlyList<ProbeResult> fresh, IReadOnlyList<ProbeResult> warm)
    {
        var others = warm.ToDictionary(result => result.Id, StringComparer.Ordinal);
        return [.. fresh.Select(result => result.Ok && others.TryGetValue(result.Id, out var other) && !other.Ok ? other : result)];
    }
}
