namespace LayerPipeline.Checking.Gates;

/// <summary>One check of a layer as it is, without running it.</summary>
internal interface IGate
{
    /// <summary>Its name in check.json, for example <c>size</c>.</summary>
    string Name { get; }

    /// <summary>What it looks at.</summary>
    GateSubject Subject { get; }

    /// <summary>Checks a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <returns>One answer when it passes; else one for each thing that a user has to know or to fix.</returns>
    IEnumerable<GateResult> Check(LayerFacts layer);
}
