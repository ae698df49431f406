using LayerPipeline.Formats.Packaging;

namespace LayerPipeline.Planning.Requests;

/// <summary>A requirement of a request, with where it was written.</summary>
/// <param name="Requirement">The requirement.</param>
/// <param name="Hashes">Hashes as <c>sha256:HEX</c>, sorted; the wheel must have one of them. Empty for any.</param>
/// <param name="Field">Where it was written, for example <c>packages[2]</c> or <c>requirements, line 7</c>.</param>
public sealed record RequestedDistribution(Requirement Requirement, IReadOnlyList<string> Hashes, string Field)
{
    /// <summary>The line that pip reads.</summary>
    /// <returns>The requirement without its marker, which was evaluated for the runtime already, and its hashes.</returns>
    public string ToLine() => string.Join(' ', Hashes.Select(hash => $"--hash={hash}").Prepend(Requirement.WithoutMarker().ToString()));
}
