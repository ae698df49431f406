using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Runs;

namespace LayerPipeline.Pruning.Splitting;

/// <summary>raw.zip, opened, with what it lists.</summary>
/// <param name="File">The archive.</param>
/// <param name="Directory">Its directory.</param>
internal sealed record OpenedRaw(IRangedFile File, ZipDirectory Directory) : IAsyncDisposable
{
    /// <summary>Opens raw.zip.</summary>
    /// <param name="run">The run's files.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The packages; the caller disposes of them.</returns>
    /// <exception cref="RunFileException">The file is missing.</exception>
    /// <exception cref="InvalidArchiveException">The file is damaged.</exception>
    public static async Task<OpenedRaw> OpenAsync(IRunStore run, CancellationToken cancellationToken)
    {
        var file =
            await run.OpenAsync(RunFiles.Raw, cancellationToken)
            ?? throw new RunFileException($"{RunFiles.Raw} is missing from the run; Install writes it.");
        try
        {
            return new OpenedRaw(file, await ZipDirectory.ReadAsync(file, limits: null, cancellationToken));
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
