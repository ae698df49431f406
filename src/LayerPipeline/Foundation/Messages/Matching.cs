namespace LayerPipeline.Foundation.Messages;

/// <summary>How long a pattern may take.</summary>
internal static class Matching
{
    /// <summary>
    /// Milliseconds after which matching a text ends with an error. Ours: no pattern backtracks far, so only an internal error gets here.
    /// </summary>
    public const int Milliseconds = 10_000;
}
