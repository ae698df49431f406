using LayerPipeline.Formats.Libraries;

namespace LayerPipeline.Checking.Libraries;

/// <summary>What one gate found about the shared libraries of a layer.</summary>
/// <param name="Gate">Which gate, for example <c>needed-libraries</c>.</param>
/// <param name="Severity">Whether it passes.</param>
/// <param name="Measured">What was measured, short: a count, a version.</param>
/// <param name="Message">What was found, what is allowed, and what to do next.</param>
/// <param name="Paths">Files it is about, as paths in the layer.</param>
public sealed record BinaryFinding(string Gate, BinarySeverity Severity, string Measured, string Message, IReadOnlyList<string> Paths)
{
    internal static BinaryFinding Pass(string gate, string measured, string message) =>
        new(gate, BinarySeverity.Pass, measured, message, []);

    internal static BinaryFinding Warn(string gate, string measured, string message, IReadOnlyList<string> paths) =>
        new(gate, BinarySeverity.Warn, measured, message, paths);

    internal static BinaryFinding Fail(string gate, string measured, string message, IReadOnlyList<string> paths) =>
        new(gate, BinarySeverity.Fail, measured, message, paths);

    /// <summary>A few paths as words: all of them up to four, else the first three and how many more.</summary>
    internal static string Name(IReadOnlyList<string> paths) =>
        paths.Count <= 4
            ? string.Join(", ", paths.Select(LayerPaths.Short))
            : $"{string.Join(", ", paths.Take(3).Select(LayerPaths.Short))} and {paths.Count - 3} more";
}
