using System.Text.Json.Serialization;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Pruning.Cold;

/// <summary>What a layer keeps compressed.</summary>
public sealed record ColdReport
{
    /// <summary>What a file takes beside its bytes, at most.</summary>
    private const long BlockBytes = 4096;

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

    /// <summary>What a user should know of it.</summary>
    [JsonIgnore]
    public IEnumerable<string> Warnings => [.. Larger, .. TooLarge];

    /// <summary>Bytes that all units inflated take on disk, at most.</summary>
    [JsonIgnore]
    public long NeededBytes => Units.Sum(unit => unit.Bytes + (unit.Files * BlockBytes));

    /// <summary>EphemeralStorage in MB that is enough for all units: what a function has by itself, or more.</summary>
    [JsonIgnore]
    public int TemporaryMegabytes =>
        (int)Math.Clamp((NeededBytes + (1 << 20) - 1) >> 20, LambdaLimits.TemporaryBytes >> 20, LambdaLimits.EphemeralBytes >> 20);

    /// <summary>Distributions that are cold.</summary>
    [JsonIgnore]
    public IEnumerable<string> Distributions => Units.SelectMany(unit => unit.Distributions);

    /// <summary>All of it does not fit into the /tmp that a function has by itself.</summary>
    private IEnumerable<string> TooLarge =>
        NeededBytes <= LambdaLimits.TemporaryBytes
            ? []
            :
            [
                $"coldStore: a function that imports everything needs {MessageText.Number(NeededBytes)} bytes of /tmp, and has "
                    + $"{MessageText.Number(LambdaLimits.TemporaryBytes)} unless its EphemeralStorage says more; set it to "
                    + $"{TemporaryMegabytes} MB or more",
            ];

    /// <summary>What is named and does not make the layer smaller: all of it with what inflates it, or a unit by itself.</summary>
    private IEnumerable<string> Larger =>
        StoreBytes + OtherBytes > InflatedBytes
            ?
            [
                $"coldStore: the layer is {MessageText.Number(StoreBytes + OtherBytes - InflatedBytes)} bytes larger with "
                    + $"{MessageText.List(Distributions)} in a store, which has {MessageText.Number(StoreBytes + OtherBytes)} bytes with what "
                    + "inflates it; leave coldStore out, or name larger distributions",
            ]
            : Units
                .Where(unit => unit.StoredBytes >= unit.Bytes)
                .Select(unit =>
                    $"coldStore: {unit.Name} has {MessageText.Number(unit.StoredBytes)} bytes in the store and {MessageText.Number(unit.Bytes)} "
                    + "without it; leave it out"
                );
}
