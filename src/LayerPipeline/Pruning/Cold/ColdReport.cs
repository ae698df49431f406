namespace LayerPipeline.Pruning.Cold;

/// <summary>What a layer keeps compressed.</summary>
public sealed record ColdReport
{
    /// <summary>What is inflated together, in the order of the store.</summary>
    public required IReadOnlyList<ColdTotal> Units { get; init; }

    /// <summary>Bytes of the store, of which the units' frames are nearly all.</summary>
    public required long StoreBytes { get; init; }

    /// <summary>Bytes of what the layer has beside the store for it: stubs, what inflates it, and a decoder.</summary>
    public required long OtherBytes { get; init; }

    /// <summary>Bytes of the layer without the store, with the same files and bytecode.</summary>
    public required long PlainBytes { get; init; }

    /// <summary>Bytes of all units inflated, which is what /tmp needs where a function imports everything.</summary>
    public long InflatedBytes => Units.Sum(unit => unit.Bytes);

    /// <summary>Distributions that are cold.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<string> Distributions => Units.SelectMany(unit => unit.Distributions);
}
