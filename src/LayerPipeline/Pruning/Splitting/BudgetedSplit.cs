using LayerPipeline.Formats.Archives;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Passes;

namespace LayerPipeline.Pruning.Splitting;

/// <summary>Splits raw.zip in one pass, with the tiers and the libraries that were chosen for the budget before.</summary>
/// <param name="plan">The plan.</param>
/// <param name="raw">raw.zip.</param>
internal sealed class BudgetedSplit(BuildPlan plan, OpenedRaw raw)
{
    /// <summary>Takes how many entries of raw.zip are written, and how many there are; null where nobody looks.</summary>
    public Action<long, long>? Written { get; init; }

    /// <summary>Writes layer.zip and pruned.zip.</summary>
    /// <param name="run">The run that gets them.</param>
    /// <param name="decisions">What was decided of each entry.</param>
    /// <param name="entered">The highest tier that is entered.</param>
    /// <param name="passes">The passes, where they were prepared already; null to prepare those of the tier.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The decisions with what became of changed entries, and the two files, to be committed.</returns>
    public async Task<(IReadOnlyList<EntryDecision> Decisions, OutputFiles Files)> WriteAsync(
        IRunStore run,
        IReadOnlyList<EntryDecision> decisions,
        Tier entered,
        PreparedPasses? passes,
        CancellationToken cancellationToken
    )
    {
        var movable = MovableLibraries(raw, decisions);
        passes ??= await LibraryPasses.PrepareAsync(entered, LayerLibraries.Of(raw.File, movable, plan), cancellationToken);
        var links =
            entered.Order >= LibraryPasses.LinkTier.Order && plan.Request.Prune.Links
                ? await DuplicateLinks.FindAsync(raw.File, movable, cancellationToken)
                : DuplicateLinks.None;
        var libraries = passes is null ? null : new LibrarySplit(passes, raw.IsForTransport);
        var files = await OutputFiles.CreateAsync(run, raw.IsForTransport, cancellationToken);
        try
        {
            var splitter = new RawSplitter(raw, libraries, links) { Written = Written };
            return (await splitter.WriteAsync(decisions, files, cancellationToken), files);
        }
        catch
        {
            await files.DisposeAsync();
            throw;
        }
    }

    /// <summary>Libraries that stay and that a tier may change.</summary>
    /// <param name="raw">raw.zip.</param>
    /// <param name="decisions">What was decided of each entry.</param>
    public static IReadOnlyList<ZipEntry> MovableLibraries(OpenedRaw raw, IReadOnlyList<EntryDecision> decisions) =>
        [
            .. decisions
                .Where(decision => decision.Action != EntryAction.Removed && !decision.IsLeftAlone && raw.Kinds.IsLibrary(decision.Path))
                .Select(decision => raw.Directory.Find(decision.Path)!)
                .Where(raw.Kinds.IsLibrary),
        ];
}
