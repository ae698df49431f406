using LayerPipeline.Foundation.Runs;

namespace LayerPipeline.Functions.Storage;

/// <summary>The pipeline's bucket: runs, and the few objects that outlive them.</summary>
public interface IBucket
{
    /// <summary>The files of a run.</summary>
    /// <param name="run">Name of the run.</param>
    /// <param name="pinned">ETags by file name, for files that must be exactly what someone says they wrote.</param>
    /// <returns>The store.</returns>
    IRunStore Run(string run, IReadOnlyDictionary<string, string>? pinned = null);

    /// <summary>Reads a small object.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The object, or null where there is none.</returns>
    /// <exception cref="ObjectTooLargeException">It has more bytes than <see cref="BucketKeys.MaxBytes"/>.</exception>
    ValueTask<BucketObject?> TryReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>Writes an object if nobody else did.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="expected">ETag of the object that is replaced, or null where there must be none.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Whether it was written.</returns>
    ValueTask<bool> TryWriteAsync(string key, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancellationToken);

    /// <summary>Writes an object, over another if there is one.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When it is there.</returns>
    ValueTask WriteAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Removes an object.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When it is gone.</returns>
    ValueTask DeleteAsync(string key, CancellationToken cancellationToken);

    /// <summary>Lists keys in their order.</summary>
    /// <param name="prefix">What they begin with.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The keys.</returns>
    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Address of an object, for messages.</summary>
    /// <param name="key">Its key.</param>
    /// <returns>An <c>s3://</c> address.</returns>
    string Address(string key);
}
