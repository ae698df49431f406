using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Passes.Gpu;

namespace LayerPipeline.Pruning.Passes;

/// <summary>A part of the tier trim: code for GPUs goes, whole pages of it, unless the request keeps it.</summary>
/// <param name="catalog">Which sections hold such code.</param>
internal sealed class GpuPass(GpuCatalog catalog) : ILibraryPass
{
    /// <summary>The pass with what the assembly brings.</summary>
    public GpuPass()
        : this(GpuCatalog.Default) { }

    /// <inheritdoc />
    public Tier Tier => Tier.Trim;

    /// <inheritdoc />
    public bool Concerns(ReadOnlyMemory<byte> library, string architecture) => GpuCode.IsIn(library, catalog);

    /// <inheritdoc />
    public Task<LibraryChange> PrepareAsync(LayerLibraries layer, CancellationToken cancellationToken) =>
        Task.FromResult<LibraryChange>(layer.KeepsGpu ? library => library : Apply);

    private LibraryDraft Apply(LibraryDraft library)
    {
        var result = GpuCode.Drop(library.Whole, catalog);
        var left = result.Stays.Aggregate(library, (draft, reason) => draft.Leave($"code for GPUs kept: {reason}"));
        if (result.Edit is null)
        {
            return left;
        }

        var done =
            $"without the code for GPUs in {string.Join(", ", result.Sections)} ({result.Bytes:N0} bytes), which Lambda does not have";
        return left.TryStore(Tier, done, result.Edit, out var problem)
            ?? (problem is null ? left : left.Leave($"code for GPUs kept: {problem}"));
    }
}
