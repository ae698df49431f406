using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Runs;

namespace LayerPipeline.Pruning.Splitting;

/// <summary>layer.zip and pruned.zip of a run. Each appears when it is committed; a failure may leave one of an earlier round.</summary>
/// <param name="Layer">layer.zip.</param>
/// <param name="Pruned">pruned.zip.</param>
internal sealed record OutputFiles(IRunFileWriter Layer, IRunFileWriter Pruned) : IAsyncDisposable
{
    /// <summary>Starts to write both.</summary>
    public static async ValueTask<OutputFiles> CreateAsync(IRunStore run, CancellationToken cancellationToken)
    {
        var layer = await run.CreateAsync(RunFiles.Layer, cancellationToken);
        try
        {
            return new OutputFiles(layer, await run.CreateAsync(RunFiles.Pruned, cancellationToken));
        }
        catch
        {
            await layer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes both appear. S3 takes a while to put the parts of each together.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(Layer.CommitAsync(cancellationToken).AsTask(), Pruned.CommitAsync(cancellationToken).AsTask());

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Layer.DisposeAsync();
        }
        finally
        {
            await Pruned.DisposeAsync();
        }
    }
}
