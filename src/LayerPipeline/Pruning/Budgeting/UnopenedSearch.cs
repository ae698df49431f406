using System.Buffers;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Probing;
using LayerPipeline.Pruning.Deciding;

namespace LayerPipeline.Pruning.Budgeting;

/// <summary>
/// Finds large things that a user may be able to do without: compiled alternatives that are loaded only when they are named, and what a
/// browser would show. That nothing opened them is no proof that nothing needs them, so no rule removes them.
/// </summary>
internal static class UnopenedSearch
{
    private const long LeastBytes = 1_000_000;
    private const int Listed = 5;

    /// <summary>Characters that mean something else in a glob, or end what a shell quotes: such names are not told as an option.</summary>
    private static readonly SearchValues<char> NotLiteral = SearchValues.Create("*?[]{}'");

    /// <summary>What browsers load. Source: https://www.iana.org/assignments/media-types/media-types.xhtml and their usual extensions.</summary>
    private static readonly string[] Web = [".js", ".mjs", ".css", ".map", ".html", ".wasm", ".woff", ".woff2", ".svg"];

    /// <summary>Searches a layer.</summary>
    /// <param name="baseline">What was opened; without it, or where nothing was run, nothing is found.</param>
    /// <param name="written">What became of each entry.</param>
    /// <param name="isLibrary">Whether an entry, by its name, is a shared library.</param>
    /// <returns>The largest, largest first.</returns>
    public static IReadOnlyList<UnopenedFiles> Of(ProbeReport? baseline, IReadOnlyList<EntryDecision> written, Func<string, bool> isLibrary)
    {
        if (baseline is null || !baseline.Modules.Any(module => module.Ok))
        {
            return [];
        }

        var opened = baseline
            .Modules.Concat(baseline.Behaviours)
            .SelectMany(result => result.Opened)
            .Select(path => LayerTree.Prefix + path)
            .ToHashSet(StringComparer.Ordinal);
        var left = written
            .Where(decision =>
                decision.Action != EntryAction.Removed
                && LayerTree.Below(decision.Path) is { } path
                && !path.AsSpan().ContainsAny(NotLiteral)
            )
            .ToList();
        return
        [
            .. Libraries(left.Where(decision => isLibrary(decision.Path) && !opened.Contains(decision.Path)))
                .Concat(Assets(left, opened))
                .Where(files => files.Bytes >= LeastBytes)
                .OrderByDescending(files => files.Bytes)
                .ThenBy(files => files.Glob, StringComparer.Ordinal)
                .Take(Listed),
        ];
    }

    private static IEnumerable<UnopenedFiles> Libraries(IEnumerable<EntryDecision> left) =>
        left.Select(decision => new UnopenedFiles(LayerTree.Below(decision.Path)!, "compiled code", [decision.Path], decision.BytesAfter));

    /// <summary>All of one kind in one folder, where none of them was opened: the glob that names them takes every one.</summary>
    private static IEnumerable<UnopenedFiles> Assets(IEnumerable<EntryDecision> left, HashSet<string> opened) =>
        left.Select(decision => (Decision: decision, Kind: Path.GetExtension(decision.Path)))
            .Where(file => Web.Contains(file.Kind))
            .GroupBy(file => (Folder: LayerPaths.FolderOf(LayerTree.Below(file.Decision.Path)!), file.Kind))
            .Where(group => !group.Any(file => opened.Contains(file.Decision.Path)))
            .Select(group => new UnopenedFiles(
                group.Key.Folder.Length == 0 ? $"*{group.Key.Kind}" : $"{group.Key.Folder}/*{group.Key.Kind}",
                "files for a browser",
                [.. group.Select(file => file.Decision.Path)],
                group.Sum(file => file.Decision.BytesAfter)
            ));
}
