using LayerPipeline.Checking;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Installing;
using LayerPipeline.Pruning.Restoring;

namespace LayerPipeline.Recording;

/// <summary>manifest.json: what the layer is, from what it was made, and what was proven about it. Holds no times: same input, same bytes.</summary>
public sealed record LayerManifest
{
    /// <summary>Version of this file's form.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Layer name.</summary>
    public required string Name { get; init; }

    /// <summary>Lambda's identifier of the runtime, for example <c>python3.13</c>.</summary>
    public required string Runtime { get; init; }

    /// <summary><c>x86_64</c> or <c>arm64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>Digest of what went in, as <see cref="BuildIdentity"/> computes it.</summary>
    public required string Identity { get; init; }

    /// <summary>SHA-256 of layer.zip in Base64, as Lambda's <c>CodeSha256</c> states it.</summary>
    public required string CodeSha256 { get; init; }

    /// <summary>Length of layer.zip in bytes.</summary>
    public required long ZipBytes { get; init; }

    /// <summary>Unzipped bytes of the layer.</summary>
    public required long Bytes { get; init; }

    /// <summary>Unzipped bytes as pip left the packages.</summary>
    public required long BytesBefore { get; init; }

    /// <summary>Bytes that the layer must stay under.</summary>
    public required long BudgetBytes { get; init; }

    /// <summary>Whether everything that worked on the untouched packages was seen to work on this layer.</summary>
    public required bool Proven { get; init; }

    /// <summary>Why it is not proven; null where it is.</summary>
    public string? Unproven { get; init; }

    /// <summary>
    /// Whether the proof rests on the request's own probes: the tier unused was entered, and what they do not touch may be gone.
    /// </summary>
    public bool RestsOnRequestProbes { get; init; }

    /// <summary>Modules that could be imported and that the request gave up: by <c>prune.drop</c>, or by the tier data or unused.</summary>
    public IReadOnlyList<string> GivenUp
    {
        get => field ?? [];
        init;
    }

    /// <summary>Tiers that were entered.</summary>
    public required IReadOnlyList<string> Tiers { get; init; }

    /// <summary>Version of the rules.</summary>
    public required string RulesVersion { get; init; }

    /// <summary>Version of the probe.</summary>
    public required string ProbeVersion { get; init; }

    /// <summary>What was installed.</summary>
    public required IReadOnlyList<InstalledDistribution> Distributions { get; init; }

    /// <summary>Gates and their measured values, imports and behaviours among them.</summary>
    public required IReadOnlyList<GateResult> Gates { get; init; }

    /// <summary>Entries that Repair restored, each with the failure that required it.</summary>
    public IReadOnlyList<Restoration> Restored
    {
        get => field ?? [];
        init;
    }

    /// <summary>ARN of the published version; null before it is published.</summary>
    public string? LayerVersionArn { get; init; }
}
