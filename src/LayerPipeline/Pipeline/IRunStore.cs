using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Pipeline;

/// <summary>Where the files of one run are: a folder, or a prefix of a bucket.</summary>
public interface IRunStore
{
    /// <summary>Opens a file for ranged reading.</summary>
    /// <param name="name">One of <see cref="RunFiles"/>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The file, or null where it does not exist.</returns>
    ValueTask<IRangedFile?> OpenAsync(string name, CancellationToken cancellationToken);

    /// <summary>Starts to write a file. It appears whole when it is committed, or not at all.</summary>
    /// <param name="name">One of <see cref="RunFiles"/>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The file to be written.</returns>
    ValueTask<IRunFileWriter> CreateAsync(string name, CancellationToken cancellationToken);
}
