namespace LayerPipeline.Foundation.Files;

/// <summary>Writes next to the final name and renames when committed, so that a file is whole or absent.</summary>
/// <param name="path">The final path.</param>
/// <param name="outdated">Files that are removed just before the rename: they describe what is no longer there.</param>
internal sealed class LocalFileWriter(string path, IReadOnlyList<string> outdated) : IRunFileWriter
{
    private readonly string _partial = path + ".partial";
    private readonly LocalStream _stream = new(path + ".partial");

    private bool _committed;

    /// <inheritdoc />
    public Stream Content => _stream;

    /// <inheritdoc />
    public async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        await _stream.FlushAsync(cancellationToken);
        await _stream.DisposeAsync();
        foreach (var file in outdated)
        {
            File.Delete(file);
        }

        File.Move(_partial, path, overwrite: true);
        _committed = true;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        if (!_committed)
        {
            File.Delete(_partial);
        }
    }
}
