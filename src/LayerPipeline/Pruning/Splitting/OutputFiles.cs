using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Pipeline;

namespace LayerPipeline.Pruning.Splitting;

/// <summary>
/// layer.zip and pruned.zip while they are written. Each appears when it is committed; a failure may leave one of an earlier round.
/// </summary>
internal sealed class OutputFiles : IAsyncDisposable
{
    private readonly IRunFileWriter _layer;
    private readonly IRunFileWriter _pruned;

    private OutputFiles(IRunFileWriter layer, IRunFileWriter pruned, bool isForTransport)
    {
        (_layer, _pruned) = (layer, pruned);
        Layer = new ZipWriter(layer.Content);
        Pruned = new ZipWriter(pruned.Content) { IsForTransport = isForTransport };
    }

    /// <summary>Writes layer.zip.</summary>
    public ZipWriter Layer { get; }

    /// <summary>Writes pruned.zip.</summary>
    public ZipWriter Pruned { get; }

    /// <summary>Starts to write both.</summary>
    /// <param name="run">The run that gets them.</param>
    /// <param name="isForTransport">Whether originals are as another program deflated them, which pruned.zip then says as raw.zip does.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public static async ValueTask<OutputFiles> CreateAsync(IRunStore run, bool isForTransport, CancellationToken cancellationToken)
    {
        var layer = await run.CreateAsync(RunFiles.Layer, cancellationToken);
        try
        {
            return new OutputFiles(layer, await run.CreateAsync(RunFiles.Pruned, cancellationToken), isForTransport);
        }
        catch
        {
            await layer.DisposeAsync();
            throw;
        }
    }

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

    /// <summary>Writes both directories and makes both archives appear. S3 takes a while to put the parts of each together.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await Layer.FinishAsync(cancellationToken);
        await Pruned.FinishAsync(cancellationToken);
        await Task.WhenAll(_layer.CommitAsync(cancellationToken).AsTask(), _pruned.CommitAsync(cancellationToken).AsTask());
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _layer.DisposeAsync();
        }
        finally
        {
            await _pruned.DisposeAsync();
        }
    }
}
