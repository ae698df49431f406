using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Passes.Proof;

namespace LayerPipeline.Pruning.Passes;

/// <summary>The tier trim: what no loader maps is no longer stored; nothing that is ever loaded changes.</summary>
internal sealed class TrimPass : ILibraryPass
{
    private const string Done = "without the bytes that are never loaded; all loaded bytes are unchanged";

    /// <inheritdoc />
    public Tier Tier => Tier.Trim;

    /// <inheritdoc />
    public bool Concerns(ReadOnlyMemory<byte> library, string architecture) => true;

    /// <inheritdoc />
    public Task<LibraryChange> PrepareAsync(LayerLibraries layer, CancellationToken cancellationToken) =>
        Task.FromResult<LibraryChange>(Apply);

    private LibraryDraft Apply(LibraryDraft library)
    {
        // Whoever stores a library trims it.
        if (library.ChangedBy is not null)
        {
            return library;
        }

        var smaller = library.TryStore(Tier, Done, LibraryEdit.None(library.Whole), out var problem);
        return smaller ?? (problem is null ? library : library.Leave(problem));
    }
}
