using LayerPipeline.Installing;

namespace LayerPipeline.Comparing;

/// <summary>What two builds of one layer were made with.</summary>
public static class RebuildInputs
{
    /// <summary>What is not the same.</summary>
    /// <param name="recorded">What the recorded build installed, and with what.</param>
    /// <param name="now">What the second one did.</param>
    /// <returns>One text for each; empty where all is the same.</returns>
    public static IReadOnlyList<string> Differences(InstallReport recorded, InstallReport now) =>
        [
            .. Version("Python", recorded.Python, now.Python),
            .. Version("pip", recorded.Pip, now.Pip),
            .. Hashes(Wheels(recorded), Wheels(now)),
            .. Hashes(Libraries(recorded), Libraries(now)),
        ];

    /// <summary>Wheels of both builds whose bytes can't be compared: of one or the other, no SHA-256 is known.</summary>
    /// <param name="recorded">What the recorded build installed.</param>
    /// <param name="now">What the second one did.</param>
    /// <returns>Their files' names.</returns>
    public static IReadOnlyList<string> Uncompared(InstallReport recorded, InstallReport now)
    {
        var known = Wheels(recorded);
        return
        [
            .. Wheels(now)
                .Where(wheel => known.TryGetValue(wheel.Key, out var sha256) && (sha256 is null || wheel.Value is null))
                .Select(wheel => wheel.Key)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Two versions of one tool.</summary>
    /// <param name="name">The tool.</param>
    /// <param name="recorded">The version that was recorded.</param>
    /// <param name="now">The version that is here.</param>
    /// <returns>Nothing where they are the same.</returns>
    public static IEnumerable<string> Version(string name, string recorded, string now)
    {
        if (recorded != now)
        {
            yield return $"{name} {now} instead of {recorded}";
        }
    }

    private static Dictionary<string, string?> Wheels(InstallReport install) =>
        install.Distributions.DistinctBy(item => item.File, StringComparer.Ordinal).ToDictionary(item => item.File, item => item.Sha256);

    private static Dictionary<string, string?> Libraries(InstallReport install) =>
        install
            .SystemLibraries.DistinctBy(item => item.Name, StringComparer.Ordinal)
            .ToDictionary(item => item.Name, string? (item) => item.Sha256);

    private static IEnumerable<string> Hashes(Dictionary<string, string?> recorded, Dictionary<string, string?> now) =>
        recorded
            .Keys.Union(now.Keys, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(name =>
                !now.TryGetValue(name, out var found) ? $"{name} is missing"
                : !recorded.TryGetValue(name, out var known) ? $"{name} is new"
                : known is not null && found is not null && known != found ? $"{name} has other bytes (SHA-256 {found} instead of {known})"
                : null
            )
            .OfType<string>();
}
