using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Pruning.Budgeting;

namespace LayerPipeline.Pruning;

/// <summary>The cold store as a way on where a layer is too large and the request does not ask for one.</summary>
internal static class ColdWay
{
    /// <summary>The option that asks for it.</summary>
    public const string Option = "--cold-store auto";

    /// <summary>
    /// How many times its budget a layer may have that could fit with a store. Files of packages take a quarter when they are compressed,
    /// and compressing more than that only to say that it does not help would take minutes and memory.
    /// </summary>
    private const int MostTimes = 6;

    /// <summary>Whether a store might make a layer fit.</summary>
    /// <param name="bytes">Unzipped bytes of the layer.</param>
    /// <param name="plan">The plan.</param>
    public static bool MayFit(long bytes, BuildPlan plan) => bytes / MostTimes < plan.BudgetBytes;

    /// <summary>Adds it to a report, with the size that it was found to reach.</summary>
    /// <param name="report">The report on a layer that is too large.</param>
    /// <param name="run">The run, which has the layer.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="forecast">Says how large the layer would be.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The report with the way on, where it makes the layer smaller.</returns>
    /// <exception cref="InvalidArchiveException">The layer is damaged.</exception>
    public static async Task<PruneReport> AddAsync(
        PruneReport report,
        IRunStore run,
        BuildPlan plan,
        Func<IRangedFile, Task<long>> forecast,
        CancellationToken cancellationToken
    )
    {
        await using var layer = await run.OpenAsync(RunFiles.Layer, cancellationToken) ?? throw PipelineSteps.Missing(RunFiles.Layer);
        var bytes = await forecast(layer);
        if (bytes >= report.BytesAfter)
        {
            return report;
        }

        var fits = bytes < plan.BudgetBytes;
        var way = new WayOn
        {
            Kind = WayKind.Cold,
            Bytes = report.BytesAfter - bytes,
            IsExact = true,
            IsEnough = fits,
            Option = Option,
            LeavesBytes = bytes,
            Do =
                $"keep distributions compressed in the layer until a function imports them (coldStore 'auto'); with {Option} it would have "
                + $"{MessageText.Number(bytes)} bytes{(fits ? ": it fits" : "")}. Nothing is lost, and a first import takes longer",
        };
        return report with { Ways = [way, .. report.Ways], Fitting = report.Fitting ?? (fits ? new FittingWay([Option], bytes) : null) };
    }
}
