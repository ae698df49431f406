using LayerPipeline.Probing;

namespace LayerPipeline.Judging;

/// <summary>Tries failures on the layer, which is otherwise as it was judged, with some of the removed files in it.</summary>
public interface IRepairTrials
{
    /// <summary>Whether trials have taken as long as they may.</summary>
    bool IsOver { get; }

    /// <summary>Tries.</summary>
    /// <param name="restored">Names of the entries that are back; what an earlier trial put back and this one does not name is out again.</param>
    /// <param name="asked">What is tried.</param>
    /// <param name="cancellationToken">Stops the trial.</param>
    /// <returns>The probe's report on that; it may tell of more than what was asked.</returns>
    Task<ProbeReport> RunAsync(IReadOnlySet<string> restored, IReadOnlyList<Regression> asked, CancellationToken cancellationToken);
}
