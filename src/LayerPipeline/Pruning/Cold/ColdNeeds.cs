using LayerPipeline.Installing;

namespace LayerPipeline.Pruning.Cold;

/// <summary>How many of the requested distributions need each one: what nearly every function imports is better off hot.</summary>
/// <param name="install">What pip installed; null where the run does not say, and then nothing is known.</param>
internal sealed class ColdNeeds(InstallReport? install)
{
    private readonly Dictionary<string, InstalledDistribution> _installed =
        install?.Distributions.ToDictionary(item => item.Name, StringComparer.Ordinal) ?? [];

    /// <summary>Counts the requested distributions that require one of a group, or are of it, whatever is between them.</summary>
    /// <param name="distributions">Normalised names.</param>
    public int Of(IEnumerable<string> distributions)
    {
        var seen = new HashSet<string>(distributions, StringComparer.Ordinal);
        var left = new Queue<string>(seen);
        while (left.TryDequeue(out var name))
        {
            foreach (var other in (_installed.GetValueOrDefault(name)?.RequiredBy ?? []).Where(seen.Add))
            {
                left.Enqueue(other);
            }
        }

        return seen.Count(name => _installed.GetValueOrDefault(name)?.Requested ?? false);
    }
}
