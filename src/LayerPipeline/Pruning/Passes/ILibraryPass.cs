using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Pruning.Passes;

/// <summary>
/// One tier that changes shared libraries. A pass has no state of its own: what it must know of a layer, it reads once and puts into
/// the change that it hands out.
/// </summary>
internal interface ILibraryPass
{
    /// <summary>The tier that this pass is; it runs where that tier is entered.</summary>
    Tier Tier { get; }

    /// <summary>Whether the pass may change a library, told without knowing the others.</summary>
    /// <param name="library">The whole file.</param>
    /// <param name="architecture"><c>x86_64</c> or <c>arm64</c>.</param>
    /// <returns>False where it certainly leaves it as it is.</returns>
    bool Concerns(ReadOnlyMemory<byte> library, string architecture);

    /// <summary>Reads what the pass must know of all libraries before it changes one of them.</summary>
    /// <param name="layer">The libraries of the layer, as they were installed.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>What is done to each library.</returns>
    Task<LibraryChange> PrepareAsync(LayerLibraries layer, CancellationToken cancellationToken);
}
