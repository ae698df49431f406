namespace LayerPipeline.Measuring;

/// <summary>What one unit of a cold store adds to the first import of one of its modules.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Seconds">Seconds that inflating it took.</param>
/// <param name="WarmSeconds">Seconds that it took to see that it is inflated already.</param>
public sealed record ColdCost(string Name, double Seconds, double WarmSeconds);
