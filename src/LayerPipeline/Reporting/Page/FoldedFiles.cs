using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Reporting.Page;

/// <summary>
/// Puts small files of one folder and one fate together where there are more files than a page should hold. Bytes stay exact; only
/// single names are lost.
/// </summary>
internal static class FoldedFiles
{
    /// <summary>Files that a page holds one by one.</summary>
    public const int Most = 20_000;

    /// <summary>Characters of their paths that a page holds.</summary>
    private const long MostCharacters = 2_500_000;

    /// <summary>A file below this part of all bytes is small at first.</summary>
    private const long SmallPart = 1000;

    private const string Several = "several modules and behaviours";

    /// <summary>Folds them as far as needed.</summary>
    /// <param name="files">The files.</param>
    /// <returns>The same files, or fewer.</returns>
    public static IReadOnlyList<ReportFile> Of(IReadOnlyList<ReportFile> files)
    {
        var folded = files;
        for (var small = Size(files) / SmallPart; !Fits(folded); small = (small * 4) + 1)
        {
            folded = Fold(files, small);
        }

        return folded;
    }

    private static bool Fits(IReadOnlyList<ReportFile> files) =>
        files.Count <= Most && (files.Sum(file => (long)file.Path.Length) <= MostCharacters || files.Count <= Most / 10);

    private static long Size(IEnumerable<ReportFile> files) => files.Sum(Size);

    private static long Size(ReportFile file) => Math.Max(file.Bytes, file.After ?? 0);

    private static List<ReportFile> Fold(IReadOnlyList<ReportFile> files, long small)
    {
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            foreach (var folder in FoldersOf(file.Path))
            {
                sizes[folder] = sizes.GetValueOrDefault(folder) + Size(file);
            }
        }

        return
        [
            .. files.Where(file => Size(file) >= small),
            .. files
                .Where(file => Size(file) < small)
                .GroupBy(file =>
                    (
                        Folder: HomeOf(file.Path),
                        file.Distribution,
                        file.Action,
                        file.Change,
                        file.Rule,
                        file.Cold,
                        IsOpened: file.OpenedBy is not null
                    )
                )
                .Select(group => Join(group.Key.Folder, [.. group])),
        ];

        // The highest folder that is small as a whole, else the folder that the file is in.
        string HomeOf(string path) => FoldersOf(path).FirstOrDefault(folder => sizes[folder] < small, LayerPaths.FolderOf(path));
    }

    /// <summary>Folders above a file, highest first, the archive itself among them.</summary>
    private static IEnumerable<string> FoldersOf(string path)
    {
        yield return "";
        for (var at = path.IndexOf('/', StringComparison.Ordinal); at >= 0; at = path.IndexOf('/', at + 1))
        {
            yield return path[..at];
        }
    }

    private static ReportFile Join(string folder, IReadOnlyList<ReportFile> files)
    {
        var count = files.Sum(file => file.Count);
        var what = string.Join(
            ", ",
            new[]
            {
                files[0].Change?.ToString().ToLowerInvariant(),
                files[0].Rule,
                IsNeverOpened(files[0]) ? "never opened" : null,
            }.OfType<string>()
        );
        return files[0] with
        {
            Path = $"{(folder.Length > 0 ? folder + "/" : "")}({Plural.Of(count, "small file")}{(what.Length > 0 ? ": " + what : "")})",
            Count = count,
            Bytes = files.Sum(file => file.Bytes),
            After = Sum(files, file => file.After),
            Zipped = Sum(files, file => file.Zipped),
            ZippedAfter = Sum(files, file => file.ZippedAfter),
            Reason = files.Select(file => file.Reason).Distinct(StringComparer.Ordinal).Count() == 1 ? files[0].Reason : null,
            OpenedBy = files[0].OpenedBy is null ? null : Several,
            UsedBy = files.All(file => file.UsedBy is null) ? null : Several,
            Milliseconds = files.Sum(file => file.Milliseconds ?? 0),
            Imports = [],
        };
    }

    /// <summary>Two layers that are compared say nothing of it.</summary>
    private static bool IsNeverOpened(ReportFile file) => file.OpenedBy is null && file.Change is null;

    private static long? Sum(IReadOnlyList<ReportFile> files, Func<ReportFile, long?> value) =>
        files.Any(file => value(file) is not null) ? files.Sum(file => value(file) ?? 0) : null;
}
