using LayerPipeline.Installing;
using LayerPipeline.Planning;

namespace LayerPipeline.Recording.Materials;

/// <summary>What a layer was made of: all that its bill of materials and its provenance state.</summary>
public sealed record LayerMaterials
{
    /// <summary>The plan.</summary>
    public required BuildPlan Plan { get; init; }

    /// <summary>What pip installed.</summary>
    public required InstallReport Install { get; init; }

    /// <summary>SHA-256 of layer.zip, in lower-case hexadecimal.</summary>
    public required string LayerSha256 { get; init; }

    /// <summary>Libraries that are not as their wheels have them, by path.</summary>
    public required IReadOnlyList<RewrittenFile> Rewritten { get; init; }

    /// <summary>Files in the layer's cold store but for bytecode, by path; empty where there is none.</summary>
    public IReadOnlyList<StoredFile> Stored { get; init; } = [];

    /// <summary>What inflates the store; null where Python does that itself, or there is no store.</summary>
    public StoredDecoder? Decoder { get; init; }

    /// <summary>What the wheels' own bills of materials list, by distribution.</summary>
    public required IReadOnlyList<VendoredComponent> Vendored { get; init; }

    /// <summary>Entries that were restored, by a repair or by hand.</summary>
    public IReadOnlyList<string> Restored
    {
        get => field ?? [];
        init;
    }

    /// <summary>Bills of materials of wheels that could not be read, by path.</summary>
    public required IReadOnlyList<string> Unread { get; init; }
}
