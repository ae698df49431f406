using LayerPipeline.Formats.Archives;

namespace LayerPipeline.Pruning.Splitting;

/// <summary>layer.zip and pruned.zip while they are written.</summary>
/// <param name="Layer">Writes layer.zip.</param>
/// <param name="Pruned">Writes pruned.zip.</param>
internal sealed record SplitWriters(ZipWriter Layer, ZipWriter Pruned)
{
    /// <summary>Writes what of an entry goes into which archive.</summary>
    public async ValueTask WriteAsync(EntryOutcome entry, CancellationToken cancellationToken)
    {
        if (entry.Layer is { } stays)
        {
            await Layer.WriteAsync(stays, cancellationToken);
        }

        if (entry.Pruned is { } goes)
        {
            await Pruned.WriteAsync(goes, cancellationToken);
        }
    }

    /// <summary>Writes both directories.</summary>
    public async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        await Layer.FinishAsync(cancellationToken);
        await Pruned.FinishAsync(cancellationToken);
    }
}
