namespace LayerPipeline.Measuring;

/// <summary>A module and how long its import takes, without what it imports.</summary>
/// <param name="Module">Its name.</param>
/// <param name="Milliseconds">How long it takes.</param>
public sealed record SlowModule(string Module, double Milliseconds);
