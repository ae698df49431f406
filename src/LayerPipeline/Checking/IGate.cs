namespace LayerPipeline.Checking;

/// <summary>One check of a layer as it lies there, without running it.</summary>
public interface IGate
{
    /// <summary>Checks a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <returns>The answer.</returns>
    GateResult Check(LayerFacts layer);
}
