using LayerPipeline.Formats.Packaging;

namespace LayerPipeline.Planning.Requests;

/// <summary>A requirement of a request, with where it was written.</summary>
/// <param name="Requirement">The requirement.</param>
/// <param name="Hashes">Hashes as <c>sha256:HEX</c>, sorted; the wheel must have one of them. Empty for any.</param>
/// <param name="Field">Where it was written, for example <c>packages[2]</c> or <c>requirements, line 7</c>.</param>
internal sealed record RequestedDistribution(Requirement Requirement, IReadOnlyList<string> Hashes, string Field)
{
    /// <summary>Whether the user's project names it itself; false for what a lock holds because something else needs it.</summary>
    public bool IsDirect { get; init; } = true;

    /// <summary>The line that pip reads.</summary>
    /// <returns>The requirement without its marker, which was evaluated for the runtime already, and its hashes.</returns>
    public string ToLine() => string.Join(' ', Hashes.Select(hash => $"--hash={hash}").Prepend(Requirement.WithoutMarker().ToString()));

    /// <summary>
    /// Both requirements in one, as pip's resolver has it: versions must fit both, extras of both, hashes that both allow; where one has no
    /// hash, those of the other.
    /// </summary>
    /// <param name="other">Another requirement for the same package.</param>
    /// <returns>The requirement, or null where one excludes the other.</returns>
    public RequestedDistribution? And(RequestedDistribution other)
    {
        IReadOnlyList<string> hashes =
            Hashes.Count == 0 ? other.Hashes
            : other.Hashes.Count == 0 ? Hashes
            : [.. Hashes.Intersect(other.Hashes, StringComparer.Ordinal)];
        return Requirement.And(other.Requirement) is { } both && (hashes.Count > 0 || Hashes.Count == 0 || other.Hashes.Count == 0)
            ? this with
            {
                Requirement = both,
                Hashes = hashes,
                IsDirect = IsDirect || other.IsDirect,
            }
            : null;
    }
}
