namespace LayerPipeline.Formats.Packaging;

/// <summary>Markers joined by <c>and</c> or by <c>or</c>.</summary>
/// <param name="All">True where all must hold (<c>and</c>), false where one is enough (<c>or</c>).</param>
/// <param name="Parts">Two markers or more.</param>
public sealed record MarkerGroup(bool All, IReadOnlyList<Marker> Parts) : Marker
{
    /// <inheritdoc />
    public override bool Holds(MarkerEnvironment environment) =>
        All ? Parts.All(part => part.Holds(environment)) : Parts.Any(part => part.Holds(environment));

    /// <inheritdoc />
    public override string ToString() =>
        string.Join(All ? " and " : " or ", Parts.Select(part => part is MarkerGroup ? $"({part})" : part.ToString()));
}
