using LayerPipeline.Foundation.Files;
using LayerPipeline.Pipeline;

namespace LayerPipeline.Cli.Verbs;

/// <summary>Files of a run for one step by itself: read from one folder, some from paths that were named, written to another.</summary>
/// <param name="inputs">Where files are read from.</param>
/// <param name="outputs">Where files are written to.</param>
internal sealed class StepFiles(IRunStore inputs, IRunStore outputs) : IRunStore
{
    private readonly Dictionary<string, string> _named = new(StringComparer.Ordinal);
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    /// <summary>Reads a file from a path of its own.</summary>
    public StepFiles With(string name, string path)
    {
        _named[name] = path;
        return this;
    }

    /// <inheritdoc />
    public ValueTask<IRangedFile?> OpenAsync(string name, CancellationToken cancellationToken) =>
        _written.Contains(name) ? outputs.OpenAsync(name, cancellationToken)
        : _named.TryGetValue(name, out var path) ? ValueTask.FromResult<IRangedFile?>(new LocalFile(path))
        : inputs.OpenAsync(name, cancellationToken);

    /// <inheritdoc />
    public ValueTask<IRunFileWriter> CreateAsync(string name, CancellationToken cancellationToken)
    {
        // A step that reads what it wrote, as Prune does for a cold store, reads that.
        _written.Add(name);
        return outputs.CreateAsync(name, cancellationToken);
    }
}
