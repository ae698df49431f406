using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Cold;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Filling;

namespace LayerPipeline.Reporting.Page;

/// <summary>Every file of a run: those of raw.zip with what became of them, and the bytecode that only the layer has.</summary>
/// <param name="raw">Directory of raw.zip; null where it is not there any more.</param>
/// <param name="layer">Directory of layer.zip; of one with a cold store, that of the plain layer.</param>
/// <param name="evidence">Who opened and who imports what.</param>
/// <param name="times">How long modules take.</param>
/// <param name="restored">Names of entries that were put back.</param>
/// <param name="cold">What is in a cold store, by path below <c>python/</c>.</param>
internal sealed class DecidedFiles(
    ZipDirectory? raw,
    ZipDirectory layer,
    RunEvidence evidence,
    ModuleTimes times,
    IReadOnlySet<string> restored,
    IReadOnlyDictionary<string, ColdUnit> cold
)
{
    /// <summary>Makes them.</summary>
    /// <param name="decisions">What prune.json says.</param>
    /// <returns>The files, by ordinal order of their paths.</returns>
    public IReadOnlyList<ReportFile> Of(IReadOnlyList<EntryDecision> decisions)
    {
        var files = decisions.Where(decision => !decision.Path.EndsWith('/')).ToDictionary(file => file.Path, StringComparer.Ordinal);
        return
        [
            .. files
                .Values.Select(Decided)
                .Concat(
                    layer.Entries.Where(entry => !entry.IsFolder && !files.ContainsKey(entry.Name)).Select(entry => Added(entry, files))
                )
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
    }

    private ReportFile Decided(EntryDecision decision)
    {
        var isKept = decision.Action != EntryAction.Removed;
        // A wheel may bring bytecode of its own, which goes, and ours has its name.
        var ours = isKept ? null : layer.Find(decision.Path);
        return new ReportFile
        {
            Path = decision.Path,
            Distribution = decision.Distribution,
            Bytes = decision.Bytes,
            After = ours?.Bytes ?? decision.BytesAfter,
            Zipped = raw?.Find(decision.Path)?.CompressedBytes,
            ZippedAfter = isKept ? layer.Find(decision.Path)?.CompressedBytes : ours?.CompressedBytes ?? 0,
            Action = ours is null ? ActionOf(decision) : ReportAction.Bytecode,
            Rule = decision.Rule ?? decision.ChangedBy,
            Reason = decision.Reason,
            OpenedBy = evidence.OpenedBy(decision.Path),
            UsedBy = evidence.UsedBy(decision.Path),
            Milliseconds = isKept ? times.Of(decision.Path) : null,
            Cold = ColdOf(decision.Path),
            Imports = evidence.Imports(decision.Path),
        };
    }

    private string? ColdOf(string name) => LayerTree.Below(name) is { } path ? cold.GetValueOrDefault(path)?.Name : null;

    private ReportAction ActionOf(EntryDecision decision) =>
        decision.Action switch
        {
            EntryAction.Removed => ReportAction.Removed,
            _ when restored.Contains(decision.Path) => ReportAction.Restored,
            EntryAction.Changed => ReportAction.Changed,
            _ => ReportAction.Kept,
        };

    /// <summary>What is in the layer alone belongs to its source.</summary>
    private ReportFile Added(ZipEntry entry, Dictionary<string, EntryDecision> files)
    {
        var source = BytecodeFile.SourceOf(entry.Name) ?? (ImportNames.IsBytecode(entry.Name) ? entry.Name[..^1] : entry.Name);
        return new ReportFile
        {
            Path = entry.Name,
            Distribution = files.GetValueOrDefault(source)?.Distribution,
            Bytes = 0,
            After = entry.Bytes,
            Zipped = 0,
            ZippedAfter = entry.CompressedBytes,
            Action = ReportAction.Bytecode,
            OpenedBy = evidence.OpenedBy(source),
            UsedBy = evidence.UsedBy(source),
            Cold = ColdOf(entry.Name),
            // The source has it where it is in the layer.
            Milliseconds = layer.Find(source) is null ? times.Of(source) : null,
        };
    }
}
