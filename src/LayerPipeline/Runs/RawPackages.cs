using LayerPipeline.Archives;
using LayerPipeline.Installing;

namespace LayerPipeline.Runs;

/// <summary>raw.zip, opened, with what it lists.</summary>
/// <param name="File">The archive.</param>
/// <param name="Directory">Its directory.</param>
/// <param name="Distributions">Which distribution installed which entry.</param>
internal sealed record RawPackages(IRunFile File, ZipDirectory Directory, DistributionMap Distributions) : IAsyncDisposable
{
    /// <summary>Opens raw.zip.</summary>
    /// <param name="run">The run's files.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The packages; the caller disposes of them.</returns>
    /// <exception cref="RunFileException">The file is missing.</exception>
    /// <exception cref="InvalidArchiveException">The file is damaged.</exception>
    public static async Task<RawPackages> OpenAsync(IRunStore run, CancellationToken cancellationToken)
    {
        var file =
            await run.OpenAsync(RunFiles.Raw, cancellationToken).ConfigureAwait(false)
            ?? throw new RunFileException($"{RunFiles.Raw} is missing from the run; Install writes it.");
        try
        {
            var directory = await ZipDirectory.ReadAsync(file, limits: null, cancellationToken).ConfigureAwait(false);
            return new RawPackages(
                file,
                directory,
                await DistributionMap.ReadAsync(file, directory, cancellationToken).ConfigureAwait(false)
            );
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => File.DisposeAsync();
}
