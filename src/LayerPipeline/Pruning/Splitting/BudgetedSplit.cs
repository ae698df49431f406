using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Runs;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Deciding;

namespace LayerPipeline.Pruning.Splitting;

/// <summary>
/// Splits raw.zip with the tiers up to trim, and goes on to the tiers above only where they are allowed and the budget asks for them,
/// or the request wants the smallest layer.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="raw">raw.zip; each tier that is tried goes once through it.</param>
internal sealed class BudgetedSplit(BuildPlan plan, OpenedRaw raw)
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
        var tier = plan.Request.Prune.Smallest || _upTo.Order <= Tier.Trim.Order ? _upTo : Tier.Trim;
        while (true)
        {
            var files = await OutputFiles.CreateAsync(run, cancellationToken);
            var isLast = false;
            try
            {
                var written = await WriteAsync(files, decisions, tier, cancellationToken);
                isLast = tier.Order >= _upTo.Order || written.Sum(decision => decision.BytesAfter) < plan.BudgetBytes;
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
            tier.Order >= Tier.Trim.Order && plan.Request.Prune.Links
                ? await DuplicateLinks.FindAsync(raw.File, movable, cancellationToken)
                : new Dictionary<string, DuplicateLink>(StringComparer.Ordinal);
        var trim = await TrimAsync(tier, movable, cancellationToken);
        return await new RawSplitter(raw, trim, links).WriteAsync(decisions, files.Layer.Content, files.Pruned.Content, cancellationToken);
    }

    private async Task<LibraryTrim?> TrimAsync(Tier tier, IReadOnlyList<ZipEntry> movable, CancellationToken cancellationToken)
    {
        if (tier.Order < Tier.Trim.Order)
        {
            return null;
        }

        IReadOnlySet<string> imported =
            tier.Order >= Tier.Kernels.Order
                ? await LayerImports.ReadAsync(raw.File, movable, cancellationToken)
                : new HashSet<string>(StringComparer.Ordinal);
        return new LibraryTrim(tier, plan.Architecture, imported);
    }
}
