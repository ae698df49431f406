using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Pruning.Filling;

namespace LayerPipeline.Analyzing;

/// <summary>Counts which modules have bytecode.</summary>
internal static class BytecodeCount
{
    /// <summary>Counts.</summary>
    /// <param name="files">All files.</param>
    /// <param name="python">For example <c>3.13</c>; null counts bytecode of any version.</param>
    public static BytecodeCoverage Of(IReadOnlyList<ZipEntry> files, string? python)
    {
        var tag = python is null ? null : $".cpython-{python.Replace(".", "", StringComparison.Ordinal)}.";
        var bytecode = files.Where(entry => ImportNames.IsBytecode(entry.Name)).ToList();
        var compiled = bytecode
            .Where(entry => tag is null || entry.Name.Contains(tag, StringComparison.Ordinal))
            .Select(entry => BytecodeFile.SourceOf(entry.Name))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        var sources = files.Where(entry => ImportNames.IsSource(entry.Name) && LayerTree.IsBelow(entry.Name)).ToList();
        var uncompiled = sources.Where(entry => !compiled.Contains(entry.Name)).ToList();
        return new BytecodeCoverage(
            sources.Count,
            sources.Count - uncompiled.Count,
            bytecode.Sum(entry => entry.Bytes),
            uncompiled.Sum(entry => entry.Bytes)
        );
    }
}
