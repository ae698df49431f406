using LayerPipeline.Formats.Archives;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Passes;

namespace LayerPipeline.Pruning.Splitting;

/// <summary>
/// Splits raw.zip with every allowed tier that is not on demand, and goes on to the tiers above, one after the other, only where they
/// are allowed and the budget asks for them, or the request wants the smallest layer.
/// </summary>
/// <remarks>
/// A tier that is tried is a second full pass over raw.zip: every entry is read and written again, and every library goes through all
/// passes from its original, since which libraries a tier changes is known only when it has seen them. That costs as much time as the
/// pass before it, and no more memory; layers that fit, most of them, never pay it. With <c>prune.smallest</c> there is one pass.
/// </remarks>
/// <param name="plan">The plan.</param>
/// <param name="raw">raw.zip.</param>
/// <param name="requiredBytes">Bytes that the layer has in addition to what is split.</param>
internal sealed class BudgetedSplit(BuildPlan plan, OpenedRaw raw, Func<IReadOnlyList<EntryDecision>, long> requiredBytes)
{
    private readonly Tier _upTo = Tier.Find(plan.Request.Prune.UpTo) ?? Tier.Default;

    /// <summary>Writes layer.zip and pruned.zip.</summary>
    /// <param name="run">The run that gets them.</param>
    /// <param name="decisions">What was decided of each entry.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>
    /// The highest tier that was entered, the decisions with what became of changed entries, and the two files, to be committed.
    /// </returns>
    public async Task<(Tier Entered, IReadOnlyList<EntryDecision> Decisions, OutputFiles Files)> WriteAsync(
        IRunStore run,
        IReadOnlyList<EntryDecision> decisions,
        CancellationToken cancellationToken
    )
    {
        var tier = plan.Request.Prune.Smallest ? _upTo : Tier.All.Last(each => each.Order <= _upTo.Order && !each.IsOnDemand);
        while (true)
        {
            var files = await OutputFiles.CreateAsync(run, cancellationToken);
            var isLast = false;
            try
            {
                var written = await WriteAsync(files, decisions, tier, cancellationToken);
                isLast = tier.Order >= _upTo.Order || Bytes(written) < plan.BudgetBytes;
                if (isLast)
                {
                    return (tier, written, files);
                }
            }
            finally
            {
                if (!isLast)
                {
                    await files.DisposeAsync();
                }
            }

            tier = Tier.All.First(next => next.Order > tier.Order);
        }
    }

    private long Bytes(IReadOnlyList<EntryDecision> written) => written.Sum(decision => decision.BytesAfter) + requiredBytes(written);

    private async Task<IReadOnlyList<EntryDecision>> WriteAsync(
        OutputFiles files,
        IReadOnlyList<EntryDecision> decisions,
        Tier tier,
        CancellationToken cancellationToken
    )
    {
        var movable = decisions
            .Where(decision => decision.Action != EntryAction.Removed && !decision.IsRestored)
            .Select(decision => raw.Directory.Find(decision.Path)!)
            .ToList();
        var links =
            tier.Order >= LibraryPasses.LinkTier.Order && plan.Request.Prune.Links
                ? await DuplicateLinks.FindAsync(raw.File, movable, cancellationToken)
                : DuplicateLinks.None;
        var passes = await LibraryPasses.PrepareAsync(tier, new LayerLibraries(raw.File, movable, plan.Architecture), cancellationToken);
        var libraries = passes is null ? null : new LibrarySplit(passes);
        return await new RawSplitter(raw, libraries, links).WriteAsync(decisions, files, cancellationToken);
    }
}
