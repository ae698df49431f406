using LayerPipeline.Archives;
using LayerPipeline.Installing;
using LayerPipeline.Requests;
using LayerPipeline.Runs;

namespace LayerPipeline.Pruning;

/// <summary>
/// Writes layer.zip with the tiers up to trim, and goes on to the tiers above only where they are allowed and the budget asks for them,
/// or the request wants the smallest layer.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="raw">raw.zip.</param>
/// <param name="directory">Its directory.</param>
/// <param name="distributions">Its RECORDs.</param>
internal sealed class TierLadder(BuildPlan plan, IRunFile raw, ZipDirectory directory, DistributionMap distributions)
{
    private readonly Tier _upTo = Tier.Find(plan.Request.Prune.UpTo) ?? Tier.Default;

    /// <summary>Writes the layer.</summary>
    /// <param name="run">The run that gets layer.zip.</param>
    /// <param name="decisions">What was decided of each entry.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>
    /// The highest tier that was entered, the decisions with what became of changed entries, and layer.zip, to be committed.
    /// </returns>
    public async Task<(Tier Entered, IReadOnlyList<EntryDecision> Decisions, IRunFileWriter Layer)> WriteAsync(
        IRunStore run,
        IReadOnlyList<EntryDecision> decisions,
        CancellationToken cancellationToken
    )
    {
        var tier = plan.Request.Prune.Smallest || _upTo.Order <= Tier.Trim.Order ? _upTo : Tier.Trim;
        while (true)
        {
            var layer = await run.CreateAsync(RunFiles.Layer, cancellationToken).ConfigureAwait(false);
            var isLast = false;
            try
            {
                var written = await WriteAsync(layer.Content, decisions, tier, cancellationToken).ConfigureAwait(false);
                isLast = tier.Order >= _upTo.Order || written.Sum(decision => decision.BytesAfter) < plan.BudgetBytes;
                if (isLast)
                {
                    return (tier, written, layer);
                }
            }
            finally
            {
                if (!isLast)
                {
                    await layer.DisposeAsync().ConfigureAwait(false);
                }
            }

            tier = Tier.All.First(next => next.Order > tier.Order);
        }
    }

    private async Task<IReadOnlyList<EntryDecision>> WriteAsync(
        Stream output,
        IReadOnlyList<EntryDecision> decisions,
        Tier tier,
        CancellationToken cancellationToken
    )
    {
        var movable = decisions
            .Where(decision => decision.Action != EntryAction.Removed && !decision.IsRestored)
            .Select(decision => directory.Find(decision.Path)!)
            .ToList();
        var links =
            tier.Order >= Tier.Trim.Order && plan.Request.Prune.Links
                ? await DuplicateLinks.FindAsync(raw, movable, cancellationToken).ConfigureAwait(false)
                : new Dictionary<string, string>(StringComparer.Ordinal);
        var writer = new LayerWriter(
            raw,
            directory,
            distributions,
            await TrimAsync(tier, movable, cancellationToken).ConfigureAwait(false)
        );
        return await writer.WriteAsync(decisions, links, output, cancellationToken).ConfigureAwait(false);
    }

    private async Task<LibraryTrim?> TrimAsync(Tier tier, IReadOnlyList<ZipEntry> movable, CancellationToken cancellationToken)
    {
        if (tier.Order < Tier.Trim.Order)
        {
            return null;
        }

        IReadOnlySet<string> imported =
            tier.Order >= Tier.Kernels.Order
                ? await LayerImports.ReadAsync(raw, movable, cancellationToken).ConfigureAwait(false)
                : new HashSet<string>(StringComparer.Ordinal);
        return new LibraryTrim(tier, plan.Architecture, imported);
    }
}
