using LayerPipeline.Formats.Archives;

namespace LayerPipeline.Pruning.Splitting;

/// <summary>layer.zip and pruned.zip while they are written.</summary>
/// <param name="Layer">Writes layer.zip.</param>
/// <param name="Pruned">Writes pruned.zip.</param>
internal sealed record SplitWriters(ZipWriter Layer, ZipWriter Pruned)
{
    /// <summary>Writes what of an entry goes into which archive.</summary>
    public async ValueTask WriteAsync(SplitEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Layer is { } stays)
        {
            await Layer.WriteAsync(stays, cancellationToken).ConfigureAwait(false);
        }

        if (entry.Pruned is { } goes)
        {
            await Pruned.WriteAsync(goes, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes both directories.</summary>
    public async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        await Layer.FinishAsync(cancellationToken).ConfigureAwait(false);
        await Pruned.FinishAsync(cancellationToken).ConfigureAwait(false);
    }
}
