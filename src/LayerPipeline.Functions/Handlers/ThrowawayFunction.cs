using LayerPipeline.Functions.Payloads;
using LayerPipeline.Planning;
using LayerPipeline.Probing;
using LayerPipeline.Pruning.Cold;

namespace LayerPipeline.Functions.Handlers;

/// <summary>The function that a layer is probed in: what it gets, and how its work is cut.</summary>
/// <param name="cold">What the layer keeps compressed; null for nothing.</param>
internal sealed class ThrowawayFunction(ColdReport? cold)
{
    /// <summary>Slices of one probe, of all combinations together: each writes 12 events in each of six rounds, of an execution's 25,000.</summary>
    internal const int MostSlices = 40;

    /// <summary>Seconds of the baseline's work in one slice: a layer without bytecode takes up to three times as long, of 900 s.</summary>
    private const double SecondsASlice = 200;

    /// <summary>Modules and behaviours in one slice: if each fails with the longest message, the packed report fits into a state.</summary>
    private const int ItemsASlice = 1000;

    /// <summary>MB of /tmp where a function's own folder decides nothing: two processes may fill as much as a function has, each.</summary>
    private const int UsualMegabytes = 2048;

    /// <summary>
    /// MB of its /tmp. With a cold store, as many as a function has by itself, or as the warning says that one needs: that is what is to
    /// be proven.
    /// </summary>
    public int TemporaryMegabytes => cold?.TemporaryMegabytes ?? UsualMegabytes;

    /// <summary>
    /// Where Lambda unpacks a layer, and what can be written there; the entry point knows better if that differs. Where two processes
    /// that each inflate everything would fill /tmp, there is one at a time.
    /// </summary>
    public ProbePlace Place =>
        new("/opt/python", "/tmp/probe")
        {
            IsRuntime = true,
            Processes = cold is null || 2 * cold.NeededBytes <= (long)TemporaryMegabytes << 20 ? 2 : 1,
        };

    /// <summary>
    /// The parts of the work. A layer with a cold store is probed twice: first in processes that find nothing inflated, then, in as many
    /// slices more, with everything inflated beforehand.
    /// </summary>
    /// <param name="baseline">The probe of the untouched packages.</param>
    /// <param name="plan">What the plan tells every probe.</param>
    /// <param name="combinations">Builds that share an execution's history.</param>
    public IReadOnlyList<ProbeSliceInput> Slices(ProbeReport baseline, PlannedProbe plan, int combinations)
    {
        var (probes, slowness) = cold is null ? (1, 1) : (2, 4 / Place.Processes);
        var runs = plan.LazyImports ? 2 : 1;
        var items = baseline.Modules.Count + (runs * baseline.Behaviours.Count);
        var seconds = baseline.Modules.Sum(result => result.Seconds) + (runs * baseline.Behaviours.Sum(result => result.Seconds));
        var most = Math.Max(1, MostSlices / Math.Max(1, combinations) / probes);
        var count = (int)Math.Clamp(Math.Ceiling(Math.Max(slowness * seconds / SecondsASlice, (double)items / ItemsASlice)), 1, most);
        return
        [
            .. Enumerable
                .Range(0, probes * count)
                .Select(index => new ProbeSliceInput
                {
                    Index = index,
                    Count = count,
                    IsWarm = index >= count,
                }),
        ];
    }
}
