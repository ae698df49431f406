using System.Text.Json;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Functions.Failures;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Storage;
using LayerPipeline.Measuring;
using LayerPipeline.Pipeline;
using LayerPipeline.Probing;

namespace LayerPipeline.Functions.Handlers;

/// <summary>What the throwaway function answered in one round, put together.</summary>
/// <param name="bucket">The pipeline's bucket.</param>
/// <param name="input">The run, the round, and how many slices there are.</param>
internal sealed class ProbedSlices(IBucket bucket, JudgeInput input)
{
    /// <summary>Puts the reports of some slices together.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The report that a probe without slices gives.</returns>
    /// <exception cref="RunFileException">One is missing.</exception>
    /// <exception cref="ProbeFailedException">One can't be read.</exception>
    public async Task<ProbeReport> ReadAsync(int first, int count, CancellationToken cancellationToken)
    {
        var reports = new List<ProbeReport>();
        for (var index = first; index < first + count; index++)
        {
            reports.Add(await ReadAsync(index, ReportOf, cancellationToken));
        }

        return ProbeReport.Merge(reports);
    }

    /// <summary>The two probes of a layer with a cold store: the first half of the slices is fresh, the second warm.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Both reports together, and what inflating costs.</returns>
    /// <exception cref="RunFileException">A slice is missing.</exception>
    /// <exception cref="ProbeFailedException">One can't be read, or does not say what inflating costs.</exception>
    public async Task<(ProbeReport Both, ColdCosts Costs)> ReadBothAsync(CancellationToken cancellationToken)
    {
        var half = input.Slices / 2;
        var fresh = await ReadAsync(0, half, cancellationToken);
        var warm = await ReadAsync(half, input.Slices - half, cancellationToken);
        var costs = await ReadAsync(half, CostsOf, cancellationToken);
        return (WarmProbe.Both(fresh, warm), costs with { Schema = 1, Fresh = ProbeCounts.Of(fresh), Warm = ProbeCounts.Of(warm) });
    }

    private async Task<T> ReadAsync<T>(int index, Func<SliceReport, T?> read, CancellationToken cancellationToken)
        where T : class
    {
        var key = BucketKeys.Run(input.Run) + RunFiles.CandidateSlice(input.Round, index);
        var file =
            await bucket.TryReadAsync(key, cancellationToken)
            ?? throw new RunFileException($"{bucket.Address(key)} is missing. The state machine writes it after it has probed the slice.");
        try
        {
            return read(JsonSerializer.Deserialize(file.Content.Span, FunctionsJson.Default.SliceReport)!)
                ?? throw new JsonException("it lacks what was asked for.");
        }
        catch (JsonException e)
        {
            throw new ProbeFailedException($"{bucket.Address(key)} is not a report: {e.Message}", e);
        }
    }

    private static ProbeReport? ReportOf(SliceReport slice) =>
        StrictJson.Read(GzipBase64.Unpack(slice.Report), ProbingJson.Default.ProbeReport);

    private static ColdCosts? CostsOf(SliceReport slice) => slice.Cold?.Deserialize(MeasuringJson.Default.ColdCosts);
}
