using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Contents;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Pipeline;

namespace LayerPipeline.Pruning.Splitting;

/// <summary>raw.zip, opened, with what it lists.</summary>
/// <param name="File">The archive.</param>
/// <param name="Directory">Its directory.</param>
/// <param name="Kinds">What its entries are.</param>
internal sealed record OpenedRaw(IRangedFile File, ZipDirectory Directory, EntryKinds Kinds) : IAsyncDisposable
{
    /// <summary>Opens raw.zip.</summary>
    /// <param name="run">The run's files.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The packages; the caller disposes of them.</returns>
    /// <exception cref="RunFileException">The file is missing.</exception>
    /// <exception cref="InvalidArchiveException">The file is damaged.</exception>
    public static async Task<OpenedRaw> OpenAsync(IRunStore run, CancellationToken cancellationToken)
    {
        var file = await run.OpenAsync(RunFiles.Raw, cancellationToken) ?? throw PipelineSteps.Missing(RunFiles.Raw);
        try
        {
            var directory = await ZipDirectory.ReadAsync(file, limits: null, cancellationToken);
            return new OpenedRaw(file, directory, await EntryKinds.ReadAsync(file, directory.Entries, cancellationToken));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => File.DisposeAsync();
}
