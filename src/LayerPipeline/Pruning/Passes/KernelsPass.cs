using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Passes.Kernels;

namespace LayerPipeline.Pruning.Passes;

/// <summary>The tier kernels: machine code for processors that Lambda does not have goes from libraries that choose at run time.</summary>
/// <param name="catalog">Which cores stay.</param>
internal sealed class KernelsPass(KernelCatalog catalog) : ILibraryPass
{
    /// <summary>The pass with what the assembly brings.</summary>
    public KernelsPass()
        : this(KernelCatalog.Default) { }

    /// <inheritdoc />
    public Tier Tier => Tier.Kernels;

    /// <inheritdoc />
    public bool Concerns(ReadOnlyMemory<byte> library, string architecture) => OpenBlasKernels.HasChoice(library, architecture, catalog);

    /// <inheritdoc />
    public async Task<LibraryChange> PrepareAsync(LayerLibraries layer, CancellationToken cancellationToken)
    {
        // A kernel that another library of the layer calls by name must stay, so the names are known before the first one goes.
        var imported = await layer.ImportedSymbolsAsync(cancellationToken);
        return library => Apply(library, layer.Architecture, imported);
    }

    private LibraryDraft Apply(LibraryDraft library, string architecture, IReadOnlySet<string> imported)
    {
        var cut = OpenBlasKernels.Drop(library.Whole, architecture, imported, catalog);
        if (cut.Edit is null)
        {
            return cut.Refusal is null ? library : Refuse(library, cut.Refusal);
        }

        var gone = string.Join(", ", cut.Redirected.Keys.Order(StringComparer.Ordinal));
        var smaller = library.TryStore(Tier, $"without the code for {gone}, which Lambda does not have", cut.Edit, out var problem);
        return smaller ?? Refuse(library, problem ?? "nothing could be removed");
    }

    private static LibraryDraft Refuse(LibraryDraft library, string why) => library.Leave($"kernels kept: {why}");
}
