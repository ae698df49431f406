using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Contents;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Pipeline;

namespace LayerPipeline.Pruning.Splitting;

/// <summary>raw.zip, opened, with what it lists.</summary>
/// <param name="File">The archive.</param>
/// <param name="Directory">Its directory.</param>
/// <param name="Kinds">What its entries are.</param>
/// <param name="Owners">Which distribution installed which entry.</param>
internal sealed record OpenedRaw(IRangedFile File, ZipDirectory Directory, EntryKinds Kinds, FileOwners Owners) : IAsyncDisposable
{
    /// <summary>Whether what stays is deflated again, since another program deflated it: one compressor decides the bytes of a layer.</summary>
    public bool IsForTransport => Directory.IsForTransport;

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
            var kinds = await EntryKinds.ReadAsync(file, directory.Entries, cancellationToken);
            return new OpenedRaw(file, directory, kinds, await FileOwners.ReadAsync(file, directory, cancellationToken));
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
