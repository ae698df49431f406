using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;

namespace LayerPipeline.Pruning.Filling;

/// <summary>
/// Fills what is left of the budget with the bytecode of the modules that are in the layer, in the order in which functions need it:
/// what importing the requested distributions loads, then what the request's probes and behaviours load, then the rest.
/// </summary>
internal sealed class BytecodeFill : IAsyncDisposable
{
    private readonly BuildPlan _plan;
    private readonly IRangedFile _file;
    private readonly IReadOnlyList<(ZipEntry Entry, string Source)> _bytecode;
    private readonly HashSet<string> _hot;

    private BytecodeFill(BuildPlan plan, IRangedFile file, ZipDirectory directory, HotSources? hot)
    {
        (_plan, _file) = (plan, file);
        var hottest = hot is null ? [] : hot.Starts.Concat(hot.Behaviours).Select(path => LayerTree.Prefix + path).ToList();
        _hot = hottest.ToHashSet(StringComparer.Ordinal);
        var all = directory
            .Entries.Select(entry => (Entry: entry, Source: BytecodeFile.SourceOf(entry.Name)))
            .Where(file => file.Source is not null)
            .ToDictionary(file => file.Source!, file => file.Entry, StringComparer.Ordinal);
        var rest = all.Keys.Where(source => !_hot.Contains(source)).Order(StringComparer.Ordinal);
        _bytecode = [.. hottest.Where(all.ContainsKey).Concat(rest).Select(source => (all[source], source))];
    }

    /// <summary>Opens bytecode.zip.</summary>
    /// <param name="run">The run's files.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="hot">Which sources functions load first, or null where nobody has seen it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The fill; null where the request wants no bytecode, or where there is none.</returns>
    /// <exception cref="InvalidArchiveException">The file is damaged.</exception>
    public static async Task<BytecodeFill?> OpenAsync(IRunStore run, BuildPlan plan, HotSources? hot, CancellationToken cancellationToken)
    {
        if (plan.Request.Bytecode == BytecodeMode.None || await run.OpenAsync(RunFiles.Bytecode, cancellationToken) is not { } file)
        {
            return null;
        }

        try
        {
            return new BytecodeFill(plan, file, await ZipDirectory.ReadAsync(file, limits: null, cancellationToken), hot);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Bytes of bytecode that count towards the budget as the modules themselves do.</summary>
    /// <param name="kept">Names of the entries that are in the layer.</param>
    public long RequiredBytes(IReadOnlySet<string> kept) =>
        _plan.Request.Bytecode == BytecodeMode.All ? Wanted(kept).Sum(file => file.Entry.Bytes) : 0;

    /// <summary>Writes bytecode into a layer that is complete but for it.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="kept">Names of the entries that are in the layer.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="InvalidArchiveException">bytecode.zip is damaged.</exception>
    public async Task<FilledBytecode> WriteAsync(ZipWriter layer, IReadOnlySet<string> kept, CancellationToken cancellationToken)
    {
        var room = BytecodeRoom.Of(_plan, layer);
        var wanted = Wanted(kept).ToList();
        var taken = wanted.Where(file => !(room.HotOnly && !_hot.Contains(file.Source)) && room.TryTake(file.Entry)).ToList();
        var before = layer.ZipBytes;
        var entries = taken.Select(file => file.Entry).OrderBy(entry => entry.Offset).ToList();
        await using var reader = new EntryReader(_file, entries);
        foreach (var entry in entries)
        {
            await reader.CopyAsync(layer, entry, cancellationToken);
        }

        var bytes = taken.ToDictionary(file => file.Source, file => file.Entry.Bytes, StringComparer.Ordinal);
        var total = Total(kept, wanted, bytes, room) with { ZipBytes = layer.ZipBytes - before, LayerZipBytes = layer.ZipBytes };
        return new FilledBytecode(total, bytes);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _file.DisposeAsync();

    /// <summary>Bytecode of the sources in the layer, hottest first; what the packages bring themselves and the request keeps, stays.</summary>
    private IEnumerable<(ZipEntry Entry, string Source)> Wanted(IReadOnlySet<string> kept) =>
        _bytecode.Where(file => kept.Contains(file.Source) && !kept.Contains(file.Entry.Name));

    private BytecodeTotal Total(
        IReadOnlySet<string> kept,
        List<(ZipEntry Entry, string Source)> wanted,
        Dictionary<string, long> taken,
        BytecodeRoom room
    )
    {
        var left = wanted.Where(file => !taken.ContainsKey(file.Source)).ToList();
        var hotLeft = left.Count(file => _hot.Contains(file.Source));
        return new BytecodeTotal
        {
            Mode = _plan.Request.Bytecode,
            Modules = taken.Count,
            Bytes = taken.Values.Sum(),
            ZipBytes = 0,
            LayerZipBytes = 0,
            HotModules = wanted.Count(file => _hot.Contains(file.Source)),
            HotLeft = hotLeft,
            Left = left.Count - hotLeft,
            LeftBytes = left.Sum(file => file.Entry.Bytes),
            Uncompiled = kept.Count(path => path.EndsWith(".py", StringComparison.Ordinal)) - wanted.Count,
            Limit = left.Count == 0 ? null : room.Limit,
        };
    }
}
