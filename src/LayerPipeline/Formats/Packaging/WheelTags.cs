namespace LayerPipeline.Formats.Packaging;

/// <summary>
/// The tags of wheels that a runtime takes, best first, in the order that pip has them with <c>--platform</c>.
/// Source: packaging.tags, cpython_tags and compatible_tags.
/// </summary>
internal sealed class WheelTags
{
    // Where the stable ABI begins.
    private const int FirstAbi3 = 2;

    private readonly Dictionary<(string Python, string Abi, string Platform), int> _ranks = [];

    private WheelTags(IEnumerable<(string Python, string Abi, string Platform)> tags)
    {
        foreach (var tag in tags)
        {
            _ranks.TryAdd(tag, _ranks.Count);
        }
    }

    /// <summary>The tags in order.</summary>
    public IEnumerable<string> All => _ranks.OrderBy(tag => tag.Value).Select(tag => $"{tag.Key.Python}-{tag.Key.Abi}-{tag.Key.Platform}");

    /// <summary>The tags of a runtime.</summary>
    /// <param name="python">Python's version, for example <c>3.13</c>.</param>
    /// <param name="platforms">Platforms, best first.</param>
    /// <returns>The tags.</returns>
    public static WheelTags Of(string python, IReadOnlyList<string> platforms)
    {
        var minor = int.Parse(python.AsSpan(python.IndexOf('.', StringComparison.Ordinal) + 1));
        return new WheelTags([.. CPython(minor, platforms), .. Compatible(minor, platforms)]);
    }

    /// <summary>How well a wheel fits, 0 being best; null where it does not.</summary>
    /// <param name="wheel">The wheel.</param>
    /// <returns>The place of its best tag.</returns>
    public int? Rank(WheelFile wheel)
    {
        int? best = null;
        foreach (var python in wheel.Pythons)
        {
            foreach (var abi in wheel.Abis)
            {
                foreach (var platform in wheel.Platforms)
                {
                    if (_ranks.TryGetValue((python, abi, platform), out var rank) && (best is null || rank < best))
                    {
                        best = rank;
                    }
                }
            }
        }

        return best;
    }

    private static IEnumerable<(string Python, string Abi, string Platform)> CPython(int minor, IReadOnlyList<string> platforms)
    {
        var own = $"cp3{minor}";
        foreach (var abi in new[] { own, "abi3", "none" })
        {
            foreach (var platform in platforms)
            {
                yield return (own, abi, platform);
            }
        }

        for (var older = minor - 1; older >= FirstAbi3; older--)
        {
            foreach (var platform in platforms)
            {
                yield return ($"cp3{older}", "abi3", platform);
            }
        }
    }

    private static IEnumerable<(string Python, string Abi, string Platform)> Compatible(int minor, IReadOnlyList<string> platforms)
    {
        string[] pythons = [$"py3{minor}", "py3", .. Enumerable.Range(0, minor).Reverse().Select(older => $"py3{older}")];
        foreach (var python in pythons)
        {
            foreach (var platform in platforms)
            {
                yield return (python, "none", platform);
            }
        }

        yield return ($"cp3{minor}", "none", "any");
        foreach (var python in pythons)
        {
            yield return (python, "none", "any");
        }
    }
}
