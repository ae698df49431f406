namespace LayerPipeline.Probing;

/// <summary>Something that worked on the untouched packages and does not on the layer.</summary>
/// <param name="Id">Module name or behaviour id, as in the reports.</param>
/// <param name="Kind">Whether it is a module or a behaviour.</param>
/// <param name="Distribution">Normalised name of the distribution it belongs to; null for the request's own probes.</param>
/// <param name="Error">What the layer's probe reported; null where it reported nothing or another value.</param>
/// <param name="Reason">What became of it, in one sentence for a reader.</param>
public sealed record Regression(string Id, RegressionKind Kind, string? Distribution, ProbeError? Error, string Reason);
