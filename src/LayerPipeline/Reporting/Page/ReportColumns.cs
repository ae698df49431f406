using LayerPipeline.Formats.Libraries;

namespace LayerPipeline.Reporting.Page;

/// <summary>Turns a list of files into lists of their properties.</summary>
internal static class ReportColumns
{
    /// <summary>Makes them.</summary>
    /// <param name="files">The files, in the order that the page keeps.</param>
    /// <returns>The lists.</returns>
    public static ReportFiles Of(IReadOnlyList<ReportFile> files)
    {
        var (folders, distributions, rules) = (new TextTable(), new TextTable(), new TextTable());
        var (reasons, openers) = (new TextTable(), new TextTable());
        var cold = new TextTable();
        var places = files.Index().ToDictionary(file => file.Item.Path, file => file.Index, StringComparer.Ordinal);
        return new ReportFiles
        {
            Folder = [.. files.Select(file => folders.Add(LayerPaths.FolderOf(file.Path)))],
            Name = [.. files.Select(file => LayerPaths.NameOf(file.Path))],
            Count = Column(files, file => file.Count, 1),
            Distribution = Column(files, file => distributions.Add(file.Distribution), -1),
            Bytes = [.. files.Select(file => file.Bytes)],
            After = Known(files, file => file.After),
            Zipped = Known(files, file => file.Zipped),
            ZippedAfter = Known(files, file => file.ZippedAfter),
            Action = Column(files, file => (int)file.Action, (int)ReportAction.Kept),
            Change = Column(files, file => file.Change is { } change ? (int)change + 1 : 0, 0),
            Rule = Column(files, file => rules.Add(file.Rule), -1),
            Reason = Column(files, file => reasons.Add(file.Reason), -1),
            OpenedBy = Column(files, file => openers.Add(file.OpenedBy), -1),
            UsedBy = Column(files, file => openers.Add(file.UsedBy), -1),
            Cold = Column(files, file => cold.Add(file.Cold), -1),
            Milliseconds = Column(files, file => file.Milliseconds ?? 0, 0),
            Imports = Edges(files, places, later: false),
            Later = Edges(files, places, later: true),
            // After the columns, which fill them.
            Folders = folders.Texts,
            Distributions = distributions.Texts,
            Rules = rules.Texts,
            Reasons = reasons.Texts,
            Openers = openers.Texts,
            ColdUnits = cold.Texts,
        };
    }

    private static T[]? Column<T>(IReadOnlyList<ReportFile> files, Func<ReportFile, T> value, T usual)
    {
        T[] column = [.. files.Select(value)];
        return Array.TrueForAll(column, each => EqualityComparer<T>.Default.Equals(each, usual)) ? null : column;
    }

    private static long[]? Known(IReadOnlyList<ReportFile> files, Func<ReportFile, long?> value) =>
        files.Any(file => value(file) is not null) ? [.. files.Select(file => value(file) ?? 0)] : null;

    /// <summary>What leads to a file that is not shown is left out.</summary>
    private static int[][]? Edges(IReadOnlyList<ReportFile> files, Dictionary<string, int> places, bool later)
    {
        int[][] edges =
        [
            .. files.Select(file =>
                file.Imports.Where(import => import.Later == later && places.ContainsKey(import.Path))
                    .SelectMany(import => new[] { places[import.Path], import.Line })
                    .ToArray()
            ),
        ];
        return Array.TrueForAll(edges, each => each.Length == 0) ? null : edges;
    }
}
