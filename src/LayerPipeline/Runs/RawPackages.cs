using LayerPipeline.Archives;

namespace LayerPipeline.Runs;

/// <summary>raw.zip, opened: its directory has been read, and its first bytes are on their way.</summary>
internal sealed class RawPackages : IAsyncDisposable
{
    private ForwardReader? _begun;

    private RawPackages(IRunFile file, ZipDirectory directory, ForwardReader begun)
    {
        File = file;
        Directory = directory;
        _begun = begun;
    }

    /// <summary>The archive.</summary>
    public IRunFile File { get; }

    /// <summary>Its directory.</summary>
    public ZipDirectory Directory { get; }

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
        var begun = new ForwardReader(file);
        try
        {
            await begun.StartAsync(0, file.Length, cancellationToken).ConfigureAwait(false);
            return new RawPackages(file, await ZipDirectory.ReadAsync(file, limits: null, cancellationToken).ConfigureAwait(false), begun);
        }
        catch
        {
            await begun.DisposeAsync().ConfigureAwait(false);
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Reads entries, the first time with what was begun when the archive was opened.</summary>
    /// <param name="entries">Entries in the order in which they will be asked for.</param>
    /// <returns>The reader; the caller disposes of it.</returns>
    public EntryReader Read(IReadOnlyList<ZipEntry> entries)
    {
        var begun = _begun;
        _begun = null;
        return new EntryReader(File, entries, begun);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_begun is not null)
        {
            await _begun.DisposeAsync().ConfigureAwait(false);
        }

        await File.DisposeAsync().ConfigureAwait(false);
    }
}
