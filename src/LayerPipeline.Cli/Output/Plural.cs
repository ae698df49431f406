namespace LayerPipeline.Cli.Output;

/// <summary>Counts in sentences.</summary>
internal static class Plural
{
    /// <summary>A count with its noun, for example <c>1 file</c> and <c>2 files</c>.</summary>
    public static string Of(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count:N0} {noun}s";
}
