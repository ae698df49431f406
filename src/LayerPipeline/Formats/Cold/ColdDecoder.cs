using System.Text.Json;

namespace LayerPipeline.Formats.Cold;

/// <summary>What inflates Zstandard where Python has no decoder of its own. Source: cold-decoders.json, which names its own.</summary>
public sealed record ColdDecoder
{
    private static readonly Lazy<ColdDecoder> Embedded = new(Load);

    /// <summary>What the assembly brings.</summary>
    public static ColdDecoder Default => Embedded.Value;

    /// <summary>The first version of Python that has a decoder of its own.</summary>
    public required string OwnSince { get; init; }

    /// <summary>The distribution that brings one for others.</summary>
    public required string Package { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>Its compiled module, without a suffix.</summary>
    public required string Module { get; init; }

    /// <summary>Bytes of that, at most.</summary>
    public required long Bytes { get; init; }

    /// <summary>Its licences, in words.</summary>
    public required string License { get; init; }

    /// <summary>Folder of its licences.</summary>
    public required string LicenseFiles { get; init; }

    /// <summary>Versions of Python that it is for.</summary>
    public required IReadOnlyList<string> Pythons { get; init; }

    /// <summary>Whether a version of Python needs it.</summary>
    /// <param name="python">For example <c>3.13</c>.</param>
    public bool IsFor(string python) => Pythons.Contains(python, StringComparer.Ordinal);

    private static ColdDecoder Load()
    {
        using var stream = typeof(ColdDecoder).Assembly.GetManifestResourceStream("cold-decoders.json")!;
        return JsonSerializer.Deserialize(stream, ColdDecoderJson.Default.ColdDecoder)!;
    }
}
