using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Cold;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Pipeline;

namespace LayerPipeline.Pruning;

/// <summary>Puts raw.zip together again from layer.zip and pruned.zip.</summary>
public static class RawRebuild
{
    /// <summary>Copies raw.zip from one run to another; where the first has none, makes it of its layer.zip and pruned.zip.</summary>
    /// <param name="from">The run with the archives.</param>
    /// <param name="to">The run that gets raw.zip.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When raw.zip is there.</returns>
    /// <exception cref="RunFileException">Neither raw.zip nor both of its parts are there.</exception>
    public static async Task EnsureAsync(IRunStore from, IRunStore to, CancellationToken cancellationToken)
    {
        await using var raw = await from.OpenAsync(RunFiles.Raw, cancellationToken);
        if (raw is null)
        {
            await JoinAsync(from, to, cancellationToken);
            return;
        }

        await WriteAsync(to, [raw], _ => true, cancellationToken);
    }

    /// <summary>Joins layer.zip and pruned.zip; where both have an entry, pruned.zip holds the original.</summary>
    /// <param name="from">The run with the archives.</param>
    /// <param name="to">The run that gets raw.zip.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When raw.zip is there.</returns>
    /// <exception cref="RunFileException">One of the parts is missing.</exception>
    public static async Task JoinAsync(IRunStore from, IRunStore to, CancellationToken cancellationToken)
    {
        await using var pruned = await MustOpenAsync(from, RunFiles.Pruned, cancellationToken);
        await using var layer = await MustOpenAsync(from, RunFiles.Layer, cancellationToken);
        // The layer's bytecode was in no raw.zip; prune.json has every entry that was.
        var report = await from.TryReadJsonAsync(RunFiles.Prune, PruningJson.Default.PruneReport, cancellationToken);
        var names = report?.Entries.Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);
        await WriteAsync(
            to,
            [pruned, await ColdLayer.PlainAsync(layer, cancellationToken)],
            name => names?.Contains(name) ?? true,
            cancellationToken
        );
    }

    private static async ValueTask<IRangedFile> MustOpenAsync(IRunStore run, string name, CancellationToken cancellationToken) =>
        await run.OpenAsync(name, cancellationToken)
        ?? throw new RunFileException($"{name} is missing, so the untouched packages can't be reassembled. Build the layer again.");

    private static async Task WriteAsync(
        IRunStore to,
        IReadOnlyList<IRangedFile> sources,
        Func<string, bool> isRaw,
        CancellationToken cancellationToken
    )
    {
        var entries = new SortedDictionary<string, (int Source, ZipEntry Entry)>(StringComparer.Ordinal);
        var isForTransport = false;
        for (var i = 0; i < sources.Count; i++)
        {
            var directory = await ZipDirectory.ReadAsync(sources[i], limits: null, cancellationToken);
            isForTransport |= directory.IsForTransport;
            foreach (var entry in directory.Entries.Where(entry => isRaw(entry.Name)))
            {
                entries.TryAdd(entry.Name, (i, entry));
            }
        }

        await using var output = await to.CreateAsync(RunFiles.Raw, cancellationToken);
        var readers = sources
            .Select((source, i) => new EntryReader(source, [.. entries.Values.Where(e => e.Source == i).Select(e => e.Entry)]))
            .ToList();
        try
        {
            var writer = new ZipWriter(output.Content) { IsForTransport = isForTransport };
            foreach (var (source, entry) in entries.Values)
            {
                await readers[source].CopyAsync(writer, entry, cancellationToken);
            }

            await writer.FinishAsync(cancellationToken);
        }
        finally
        {
            foreach (var reader in readers)
            {
                await reader.DisposeAsync();
            }
        }

        await output.CommitAsync(cancellationToken);
    }
}
