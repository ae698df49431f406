using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Pruning.Passes;

/// <summary>The libraries of a layer as they were installed, for passes that must know the others to change one.</summary>
/// <param name="Raw">raw.zip.</param>
/// <param name="Entries">Libraries of it that stay in the layer.</param>
/// <param name="Architecture"><c>x86_64</c> or <c>arm64</c>.</param>
internal sealed record LayerLibraries(IRangedFile Raw, IReadOnlyList<ZipEntry> Entries, string Architecture)
{
    /// <summary>The libraries of a plan's layer.</summary>
    /// <param name="raw">raw.zip.</param>
    /// <param name="entries">Libraries of it that stay in the layer.</param>
    /// <param name="plan">The plan.</param>
    public static LayerLibraries Of(IRangedFile raw, IReadOnlyList<ZipEntry> entries, BuildPlan plan) =>
        Of(raw, entries, plan.Architecture, plan.Request.Prune);

    /// <summary>The libraries of a layer that nobody planned.</summary>
    /// <param name="raw">The archive.</param>
    /// <param name="entries">Libraries of it that stay in the layer.</param>
    /// <param name="architecture"><c>x86_64</c> or <c>arm64</c>.</param>
    /// <param name="prune">How far pruning goes.</param>
    public static LayerLibraries Of(IRangedFile raw, IReadOnlyList<ZipEntry> entries, string architecture, PruneRequest prune) =>
        new(raw, entries, architecture) { KeepsGpu = prune.Gpu == GpuMode.Keep };

    /// <summary>Whether code for GPUs stays: the layer is used elsewhere, too.</summary>
    public bool KeepsGpu { get; init; }

    /// <summary>Which symbols the libraries take from one another, where that is known already.</summary>
    public IReadOnlySet<string>? Imported { get; init; }

    /// <summary>Which symbols the libraries take from one another; reads each of them once where it is not known.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Their names.</returns>
    public async Task<IReadOnlySet<string>> ImportedSymbolsAsync(CancellationToken cancellationToken)
    {
        if (Imported is not null)
        {
            return Imported;
        }

        var symbols = EntryContent.SelectAsync(Raw, Entries, (_, content) => ImportedSymbols.Read(content).ToList(), cancellationToken);
        var names = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var imported in symbols)
        {
            names.UnionWith(imported);
        }

        return names;
    }
}
