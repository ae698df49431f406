using LayerPipeline.Formats.Packaging;

namespace LayerPipeline.Pruning.Filling;

/// <summary>Where Python looks for a module's bytecode. Source: https://peps.python.org/pep-3147/.</summary>
internal static class BytecodeFile
{
    private const string Folder = $"/{ImportNames.BytecodeFolder}/";

    /// <summary>Where Python looks for the bytecode of a module that has no source.</summary>
    /// <param name="source">For example <c>python/pkg/mod.py</c>.</param>
    /// <returns>For example <c>python/pkg/mod.pyc</c>.</returns>
    public static string InPlaceOf(string source) => ImportNames.BytecodeInPlaceOf(source);

    /// <summary>The source of a bytecode file, or null for any other file.</summary>
    /// <param name="path">For example <c>python/pkg/__pycache__/mod.cpython-313.pyc</c>.</param>
    /// <returns>For example <c>python/pkg/mod.py</c>.</returns>
    public static string? SourceOf(string path)
    {
        if (!ImportNames.IsBytecode(path))
        {
            return null;
        }

        var at = path.LastIndexOf(Folder, StringComparison.Ordinal);
        var name = at < 0 ? "" : path[(at + Folder.Length)..];
        // The tag has no dot, and a module's name has none either.
        return ImportNames.IsBytecode(name) && !name.Contains('/', StringComparison.Ordinal) && name.Split('.') is { Length: 3 } parts
            ? ImportNames.SourceOf($"{path[..at]}/{parts[0]}")
            : null;
    }
}
