using LayerPipeline.Installing;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Recording.Materials;

/// <summary>What a provenance.json says of a build: enough to make the layer again.</summary>
public sealed record RecordedBuild
{
    /// <summary>SHA-256 of layer.zip, in lower-case hexadecimal.</summary>
    public required string LayerSha256 { get; init; }

    /// <summary>The request, without values of environment variables and without what changes no byte of the layer.</summary>
    public required LayerRequest Request { get; init; }

    /// <summary>What was resolved and installed, with file names and hashes; libraries of the system by name and hash.</summary>
    public required InstallReport Install { get; init; }

    /// <summary>Entries that were restored, by a repair or by hand.</summary>
    public required IReadOnlyList<string> Restored { get; init; }

    /// <summary>Names of the environment variables that the build had; a statement keeps no values.</summary>
    public required IReadOnlyList<string> Environment { get; init; }

    /// <summary>Version of LayerPipeline.</summary>
    public required string Tool { get; init; }

    /// <summary>Version of the rules.</summary>
    public required string Rules { get; init; }

    /// <summary>Version of the probe.</summary>
    public required string Probe { get; init; }
}
