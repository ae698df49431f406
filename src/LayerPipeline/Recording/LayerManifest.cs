using LayerPipeline.Checking;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Comparing;
using LayerPipeline.Installing;
using LayerPipeline.Installing.Libraries;
using LayerPipeline.Measuring;
using LayerPipeline.Pruning.Cold;
using LayerPipeline.Pruning.Filling;
using LayerPipeline.Pruning.Restoring;

namespace LayerPipeline.Recording;

/// <summary>manifest.json: what the layer is, from what it was made, and what was proven about it. But for how long imports took,
/// the same input gives the same bytes.</summary>
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

    /// <summary>The layer's bytecode; null where it has none.</summary>
    public BytecodeTotal? Bytecode { get; init; }

    /// <summary>Whether everything that worked on the untouched packages was seen to work on this layer.</summary>
    public required bool Proven { get; init; }

    /// <summary>Why it is not proven; null where it is.</summary>
    public string? Unproven { get; init; }

    /// <summary>What the proof rests on and what it does not cover; null where nothing was run.</summary>
    public Proof? Proof { get; init; }

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

    /// <summary>Unzipped bytes of each distribution in the layer, its bytecode among them; empty in a manifest of an earlier version.</summary>
    public IReadOnlyDictionary<string, long> BytesByDistribution
    {
        get => field ?? new Dictionary<string, long>();
        init;
    }

    /// <summary>What changed since the version that was published before; null where there is none, or none is known.</summary>
    public LayerComparison? Compared { get; init; }

    /// <summary>What was resolved and is left to the runtime, with what only that needs; the versions are not those of the runtime.</summary>
    public IReadOnlyList<InstalledDistribution> LeftOut
    {
        get => field ?? [];
        init;
    }

    /// <summary>Libraries of the system in the layer's lib folder, each with its package, version, licence and SHA-256.</summary>
    public IReadOnlyList<SystemLibrary> SystemLibraries
    {
        get => field ?? [];
        init;
    }

    /// <summary>Gates and their measured values, imports and behaviours among them.</summary>
    public required IReadOnlyList<GateResult> Gates { get; init; }

    /// <summary>Entries that Repair restored, each with the failure that required it.</summary>
    public IReadOnlyList<Restoration> Restored
    {
        get => field ?? [];
        init;
    }

    /// <summary>How long importing the requested distributions took; empty where it was not measured.</summary>
    public IReadOnlyList<StartupFigure> Startup
    {
        get => field ?? [];
        init;
    }

    /// <summary>Whether a function may make every import lazy; null where manifests did not say so yet.</summary>
    public LazyImports? LazyImports { get; init; }

    /// <summary>What the layer keeps compressed; null where it has no cold store.</summary>
    public ColdReport? ColdStore { get; init; }

    /// <summary>What the cold store costs; null where there is none, or nothing was run.</summary>
    public ColdCosts? ColdCosts { get; init; }

    /// <summary>
    /// Whether the layer fits functions with SnapStart: their runtime has it, and the layer needs nothing that excludes it, such as more
    /// than 512 MB of /tmp. Source: https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html.
    /// </summary>
    public bool FitsSnapStart { get; init; }

    /// <summary>ARN of the published version; null before it is published.</summary>
    public string? LayerVersionArn { get; init; }

    /// <summary>What AWS Signer made of layer.zip; null where it is published unsigned.</summary>
    public LayerSignature? Signature { get; init; }

    /// <summary>The object that Lambda reads the layer from; null where Lambda keeps a copy.</summary>
    public StoredObject? StoredAt { get; init; }
}
