using System.Text;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Pipeline;

namespace LayerPipeline.Explaining;

/// <summary>The sources of a run's packages, from whichever of its archives has them.</summary>
/// <param name="run">The run's files.</param>
internal sealed class PackageSources(IRunStore run)
{
    private const int MaxBytes = 16 << 20;

    private readonly Dictionary<string, string?> _read = new(StringComparer.Ordinal);

    /// <summary>Reads a source.</summary>
    /// <param name="path">Its path below <c>python/</c>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Its text; null where no archive of the run has it.</returns>
    /// <exception cref="InvalidArchiveException">An archive is damaged.</exception>
    public async ValueTask<string?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!_read.TryGetValue(path, out var text))
        {
            text = await FindAsync(LayerTree.Prefix + path, cancellationToken);
            _read.Add(path, text);
        }

        return text;
    }

    private async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        foreach (var archive in new[] { RunFiles.Raw, RunFiles.Layer, RunFiles.Pruned })
        {
            await using var file = await run.OpenAsync(archive, cancellationToken);
            var entry = file is null ? null : (await DirectoryAsync(archive, file, cancellationToken)).Find(name);
            if (entry is { IsLink: false, Bytes: <= MaxBytes })
            {
                return Encoding.UTF8.GetString(await EntryContent.ReadAsync(file!, entry, cancellationToken));
            }
        }

        return null;
    }

    private readonly Dictionary<string, ZipDirectory> _directories = new(StringComparer.Ordinal);

    private async ValueTask<ZipDirectory> DirectoryAsync(string archive, IRangedFile file, CancellationToken cancellationToken)
    {
        if (!_directories.TryGetValue(archive, out var directory))
        {
            directory = await ZipDirectory.ReadAsync(file, limits: null, cancellationToken);
            _directories.Add(archive, directory);
        }

        return directory;
    }
}
