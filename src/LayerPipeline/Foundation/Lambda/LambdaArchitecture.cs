namespace LayerPipeline.Foundation.Lambda;

/// <summary>Facts about one processor architecture of Lambda. Source: runtimes.json.</summary>
public sealed record LambdaArchitecture
{
    /// <summary>Lambda's identifier, <c>x86_64</c> or <c>arm64</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The same in wheel tags and from <c>platform.machine()</c>: <c>x86_64</c> or <c>aarch64</c>.</summary>
    public required string Machine { get; init; }

    /// <summary>What else people call it, for a helpful message.</summary>
    public required IReadOnlyList<string> OtherNames { get; init; }

    /// <summary>X of the oldest <c>manylinux_2_X</c> tag that exists for this architecture.</summary>
    public required int LowestGlibcMinor { get; init; }

    /// <summary>Older names of <c>manylinux_2_X</c> tags, by X.</summary>
    public required IReadOnlyDictionary<int, string> LegacyPlatforms { get; init; }

    /// <summary>Where these facts are documented.</summary>
    public required string Source { get; init; }

    /// <summary>
    /// Wheel platforms that run on a glibc, best first, for pip's repeated <c>--platform</c>: pip matches only what it is given,
    /// so each older glibc is named. Last comes <c>linux_MACHINE</c>, the tag of wheels that were built without a promise
    /// about glibc; public indexes refuse them, private ones have them, and the glibc gate judges what they need.
    /// </summary>
    /// <param name="glibc">glibc's version, for example <c>2.34</c>.</param>
    /// <returns>The tags.</returns>
    public IReadOnlyList<string> Platforms(string glibc)
    {
        var newest = int.Parse(glibc.AsSpan(glibc.IndexOf('.', StringComparison.Ordinal) + 1));
        var tags = new List<string>();
        for (var minor = newest; minor >= LowestGlibcMinor; minor--)
        {
            tags.Add($"manylinux_2_{minor}_{Machine}");
            if (LegacyPlatforms.TryGetValue(minor, out var legacy))
            {
                tags.Add($"{legacy}_{Machine}");
            }
        }

        tags.Add($"linux_{Machine}");
        return tags;
    }
}
