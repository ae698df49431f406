using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Foundation.Runs;

/// <summary>A run's files in a folder. When what a proof rests on is replaced, what speaks of the older layer goes first.</summary>
/// <param name="folder">The folder; it must exist.</param>
public sealed class FolderRunStore(string folder) : IRunStore
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = folder;

    /// <inheritdoc />
    public ValueTask<IRangedFile?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder, name);
        return ValueTask.FromResult<IRangedFile?>(File.Exists(path) ? new LocalFile(path) : null);
    }

    /// <inheritdoc />
    public ValueTask<IRunFileWriter> CreateAsync(string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IRunFileWriter>(new LocalFileWriter(Path.Combine(Folder, name), Outdated(name)));

    private IReadOnlyList<string> Outdated(string name) =>
        RunFiles.ProofRestsOn.Contains(name) ? [.. RunFiles.OfLayer.Select(outdated => Path.Combine(Folder, outdated))] : [];
}
