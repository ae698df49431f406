using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;
using LayerPipeline.Pruning.Deciding;

namespace LayerPipeline.Pruning.Filling;

/// <summary>
/// Fills what is left of the budget with the bytecode of the modules that are in the layer, in the order in which functions need it:
/// what importing the requested distributions loads, then what the request's probes and behaviours load, then the rest.
/// </summary>
internal sealed class BytecodeFill : IAsyncDisposable
{
    /// <summary>Rule id of sources whose place their bytecode takes.</summary>
    public const string ReplacedRule = "sourceless";

    private readonly BuildPlan _plan;
    private readonly IRangedFile _file;
    private readonly bool _isForTransport;
    private readonly IReadOnlyList<(ZipEntry Entry, string Source)> _bytecode;
    private readonly HashSet<string> _hot;
    private readonly HashSet<string> _read;
    private readonly bool _isProbed;

    private BytecodeFill(BuildPlan plan, IRangedFile file, ZipDirectory directory, ProbeReport? baseline)
    {
        (_plan, _file, _isForTransport) = (plan, file, directory.IsForTransport);
        _isProbed = baseline is { Modules.Count: > 0 };
        _read = (baseline?.Texts ?? []).Select(path => LayerTree.Prefix + path).ToHashSet(StringComparer.Ordinal);
        var hottest = baseline?.Hot is not { } hot
            ? []
            : hot.Starts.Concat(hot.Behaviours).Select(path => LayerTree.Prefix + path).ToList();
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
    /// <param name="baseline">The probe of the untouched packages, or null where there is none.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The fill; null where the request wants no bytecode, or where there is none.</returns>
    /// <exception cref="InvalidArchiveException">The file is damaged.</exception>
    public static async Task<BytecodeFill?> OpenAsync(
        IRunStore run,
        BuildPlan plan,
        ProbeReport? baseline,
        CancellationToken cancellationToken
    )
    {
        if (plan.Request.Bytecode == BytecodeMode.None || await run.OpenAsync(RunFiles.Bytecode, cancellationToken) is not { } file)
        {
            return null;
        }

        try
        {
            return new BytecodeFill(plan, file, await ZipDirectory.ReadAsync(file, limits: null, cancellationToken), baseline);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets bytecode take the place of its source, where the request wants that.</summary>
    /// <param name="decisions">What was decided of each entry.</param>
    /// <returns>The same, with sources removed that nothing was seen to read; where nothing was run, all sources stay.</returns>
    public IReadOnlyList<EntryDecision> ReplaceSources(IReadOnlyList<EntryDecision> decisions)
    {
        if (_plan.Request.Bytecode != BytecodeMode.Only || !_isProbed)
        {
            return decisions;
        }

        var compiled = _bytecode.Select(file => file.Source).Where(source => !_read.Contains(source)).ToHashSet(StringComparer.Ordinal);
        var kept = EntryDecision.NamesOfKept(decisions);
        return
        [
            .. decisions.Select(decision =>
                decision is { Action: EntryAction.Kept, IsRestored: false }
                && compiled.Contains(decision.Path)
                && !kept.Contains(BytecodeFile.InPlaceOf(decision.Path))
                    ? Replace(decision)
                    : decision
            ),
        ];
    }

    private static EntryDecision Replace(EntryDecision source) =>
        source with
        {
            Action = EntryAction.Removed,
            Rule = ReplacedRule,
            Reason = "its bytecode takes its place, and nothing was seen to read it",
            BytesAfter = 0,
            Successor = BytecodeFile.InPlaceOf(source.Path),
        };

    /// <summary>Bytes of bytecode that count towards the budget as the modules themselves do.</summary>
    /// <param name="decisions">What was decided of each entry.</param>
    public long RequiredBytes(IReadOnlyList<EntryDecision> decisions) =>
        _plan.Request.Bytecode is BytecodeMode.All or BytecodeMode.Only ? Wanted(decisions).Sum(file => file.Entry.Bytes) : 0;

    /// <summary>The archive that it comes from.</summary>
    public IRangedFile File => _file;

    /// <summary>Bytecode of the modules in a layer, hottest first.</summary>
    /// <param name="decisions">What was decided of each entry.</param>
    /// <returns>Entries of the archive, their sources, their names in the layer, and whether a layer without them would be slow or broken.</returns>
    public IReadOnlyList<(ZipEntry Entry, string Source, string Name, bool IsNeeded)> Of(IReadOnlyList<EntryDecision> decisions) =>
        [
            .. Wanted(decisions)
                .Select(file =>
                    (
                        file.Entry,
                        file.Source,
                        file.Name,
                        file.IsOnly || _plan.Request.Bytecode == BytecodeMode.All || _hot.Contains(file.Source)
                    )
                ),
        ];

    /// <summary>Writes bytecode into a layer that is complete but for it.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="decisions">What was decided of each entry.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="InvalidArchiveException">bytecode.zip is damaged.</exception>
    public async Task<FilledBytecode> WriteAsync(
        ZipWriter layer,
        IReadOnlyList<EntryDecision> decisions,
        CancellationToken cancellationToken
    )
    {
        var room = BytecodeRoom.Of(_plan, layer);
        var wanted = Wanted(decisions).ToList();
        // A module without its source has nothing but its bytecode: there is no choice, and the gates say if it does not fit.
        var zipped = await ZippedAsync(wanted, cancellationToken);
        var taken = wanted.Where(file => file.IsOnly || (MayTake(file, room) && room.TryTake(file.Entry, zipped(file.Entry)))).ToList();
        var before = layer.ZipBytes;
        await CopyAsync(layer, [.. taken.OrderBy(file => file.Entry.Offset)], cancellationToken);
        var bytes = taken.ToDictionary(file => file.Source, file => file.Entry.Bytes, StringComparer.Ordinal);
        var total = Total(decisions, wanted, bytes, room) with { ZipBytes = layer.ZipBytes - before, LayerZipBytes = layer.ZipBytes };
        return new FilledBytecode(total, bytes);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _file.DisposeAsync();

    /// <summary>Zipped bytes of an entry in the layer. Of an archive for transport they are known only once it is deflated again.</summary>
    private async ValueTask<Func<ZipEntry, long>> ZippedAsync(List<WantedBytecode> wanted, CancellationToken cancellationToken)
    {
        if (!_isForTransport || _plan.Request.Budget.ZipBytes is null)
        {
            return entry => entry.CompressedBytes;
        }

        var bytes = await EntryContent
            .SelectAsync(_file, wanted.Select(file => file.Entry), Measure, cancellationToken)
            .ToDictionaryAsync(file => file.Name, file => file.Bytes, StringComparer.Ordinal, cancellationToken);
        return entry => bytes[entry.Name];

        static (string Name, long Bytes) Measure(ZipEntry entry, byte[] content) =>
            (entry.Name, DeflatedEntry.Make(entry.Name, entry.Mode, content).Header.CompressedBytes);
    }

    private async Task CopyAsync(ZipWriter layer, List<WantedBytecode> files, CancellationToken cancellationToken)
    {
        if (_isForTransport)
        {
            var names = files.ToDictionary(file => file.Entry.Name, file => file.Name, StringComparer.Ordinal);
            var again = EntryContent.SelectAsync(
                _file,
                files.Select(file => file.Entry),
                (entry, content) => DeflatedEntry.Make(names[entry.Name], entry.Mode, content),
                cancellationToken
            );
            await foreach (var entry in again)
            {
                await layer.WriteAsync(entry, cancellationToken);
            }

            return;
        }

        await using var reader = new EntryReader(_file, [.. files.Select(file => file.Entry)]);
        foreach (var file in files)
        {
            await reader.CopyAsync(layer, file.Entry, file.Name, cancellationToken);
        }
    }

    private bool MayTake(WantedBytecode file, BytecodeRoom room) => !room.HotOnly || _hot.Contains(file.Source);

    /// <summary>Bytecode of the modules in the layer, hottest first; what the packages bring themselves and the request keeps, stays.</summary>
    private IEnumerable<WantedBytecode> Wanted(IReadOnlyList<EntryDecision> decisions)
    {
        var kept = EntryDecision.NamesOfKept(decisions);
        var successors = decisions
            .Where(decision => decision.Successor is not null)
            .ToDictionary(decision => decision.Path, decision => decision.Successor!, StringComparer.Ordinal);
        foreach (var (entry, source) in _bytecode)
        {
            if (successors.TryGetValue(source, out var successor))
            {
                yield return new WantedBytecode(entry, source, successor, IsOnly: true);
            }
            else if (kept.Contains(source) && !kept.Contains(entry.Name))
            {
                yield return new WantedBytecode(entry, source, entry.Name, IsOnly: false);
            }
        }
    }

    private BytecodeTotal Total(
        IReadOnlyList<EntryDecision> decisions,
        List<WantedBytecode> wanted,
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
            Uncompiled =
                EntryDecision.NamesOfKept(decisions).Count(path => ImportNames.IsSource(path)) - wanted.Count(file => !file.IsOnly),
            Limit = left.Count == 0 ? null : room.Limit,
        };
    }

    /// <summary>Bytecode that belongs into the layer.</summary>
    /// <param name="Entry">Its entry in bytecode.zip.</param>
    /// <param name="Source">The entry of its source in raw.zip.</param>
    /// <param name="Name">Its name in the layer.</param>
    /// <param name="IsOnly">Whether it takes the place of its source.</param>
    private sealed record WantedBytecode(ZipEntry Entry, string Source, string Name, bool IsOnly);
}
