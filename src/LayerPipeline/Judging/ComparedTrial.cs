using LayerPipeline.Probing;

namespace LayerPipeline.Judging;

/// <summary>A trial, held against the baseline.</summary>
/// <param name="baseline">The report on the untouched packages.</param>
/// <param name="trials">The trials.</param>
internal sealed class ComparedTrial(ProbeReport baseline, IRepairTrials trials)
{
    /// <summary>Whether trials have taken as long as they may.</summary>
    public bool IsOver => trials.IsOver;

    /// <summary>Tries.</summary>
    /// <param name="restored">Names of the entries that are back.</param>
    /// <param name="asked">What is tried.</param>
    /// <param name="cancellationToken">Stops the trial.</param>
    /// <returns>What of it still fails, as it fails now.</returns>
    public async Task<IReadOnlyList<Regression>> RunAsync(
        IReadOnlySet<string> restored,
        IReadOnlyList<Regression> asked,
        CancellationToken cancellationToken
    )
    {
        var report = await trials.RunAsync(restored, asked, cancellationToken);
        report.ThrowIfChanged();
        var ids = asked.Select(regression => (regression.Kind, regression.Id)).ToHashSet();
        var before = baseline with
        {
            Modules = [.. baseline.Modules.Where(module => ids.Contains((RegressionKind.Module, module.Id)))],
            Behaviours = [.. baseline.Behaviours.Where(behaviour => ids.Contains((RegressionKind.Behaviour, behaviour.Id)))],
        };
        return ProbeComparison.Compare(before, report, _ => false);
    }
}
