namespace LayerPipeline.Benchmarks;

/// <summary>One measured value.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Measured">The value with its unit.</param>
/// <param name="Bar">The bar, or empty.</param>
/// <param name="Met">Whether it was met.</param>
internal sealed record Row(string What, string Measured, string Bar, bool Met);

/// <summary>The table, as Markdown.</summary>
internal static class Report
{
    public static void Write(TextWriter writer, BuildRequest request, IReadOnlyList<Row> rows)
    {
        writer.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, Python {request.Python}, {Load()}");
        writer.WriteLine();
        writer.WriteLine("| what | measured | bar | |");
        writer.WriteLine("|---|---|---|---|");
        foreach (var row in rows)
        {
            var met =
                row.Bar.Length == 0 ? ""
                : row.Met ? "met"
                : "missed";
            writer.WriteLine($"| {row.What} | {row.Measured} | {row.Bar} | {met} |");
        }
    }

    /// <summary>Other work on the machine makes all of it meaningless, so it is told.</summary>
    private static string Load() =>
        File.Exists("/proc/loadavg") ? $"load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}" : "load unknown";
}
