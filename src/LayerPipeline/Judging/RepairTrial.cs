using LayerPipeline.Probing;

namespace LayerPipeline.Judging;

/// <summary>Puts removed files into the layer, which is otherwise as it was judged, and probes what failed.</summary>
/// <param name="restored">Names of the entries that are back; what an earlier trial put back and this one does not name is out again.</param>
/// <param name="asked">What is tried.</param>
/// <param name="cancellationToken">Stops the trial.</param>
/// <returns>The probe's report on that.</returns>
public delegate Task<ProbeReport> RepairTrial(
    IReadOnlySet<string> restored,
    IReadOnlyList<Regression> asked,
    CancellationToken cancellationToken
);
