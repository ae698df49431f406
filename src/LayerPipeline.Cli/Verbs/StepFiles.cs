using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Runs;

namespace LayerPipeline.Cli.Verbs;

/// <summary>Files of a run for one step by itself: read from one folder, some from paths that were named, written to another.</summary>
/// <param name="inputs">Where files are read from.</param>
/// <param name="outputs">Where files are written to.</param>
internal sealed class StepFiles(IRunStore inputs, IRunStore outputs) : IRunStore
{
    private readonly Dictionary<string, string> _named = new(StringComparer.Ordinal);

    /// <summary>Reads a file from a path of its own.</summary>
    public StepFiles With(string name, string path)
    {
        _named[name] = path;
        return this;
    }

    /// <inheritdoc />
    public ValueTask<IRangedFile?> OpenAsync(string name, CancellationToken cancellationToken) =>
        _named.TryGetValue(name, out var path)
            ? ValueTask.FromResult<IRangedFile?>(new LocalFile(path))
            : inputs.OpenAsync(name, cancellationToken);

    /// <inheritdoc />
    public ValueTask<IRunFileWriter> CreateAsync(string name, CancellationToken cancellationToken) =>
        outputs.CreateAsync(name, cancellationToken);
}
