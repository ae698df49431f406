namespace LayerPipeline.Foundation.Files;

/// <summary>A file that is being written. Disposing it without a commit leaves nothing behind.</summary>
public interface IRunFileWriter : IAsyncDisposable
{
    /// <summary>Where the bytes go, in order; not seekable.</summary>
    Stream Content { get; }

    /// <summary>Makes the file appear, replacing an older one.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When the file is there.</returns>
    ValueTask CommitAsync(CancellationToken cancellationToken);
}
