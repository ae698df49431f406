using System.Text.RegularExpressions;

namespace LayerPipeline.Formats.Packaging;

/// <summary>
/// Where names decide what a file is, because Python's import system or the system's loader goes by them. Everything else goes by what
/// a file holds, which the room Contents tells.
/// </summary>
/// <remarks>
/// The other places that go by names, for the same reason: the gate for extension tags (the suffixes that a version of Python looks for),
/// the loader's walk and the rules for libraries that serve GPUs (DT_NEEDED and dlopen name files), the probe's list of modules (the
/// suffixes of importlib.machinery), and the rules' patterns, which propose by customs of packaging and decide nothing.
/// </remarks>
internal static partial class ImportNames
{
    /// <summary>Folder in which Python looks for bytecode of sources beside it. Source: https://peps.python.org/pep-3147/.</summary>
    public const string BytecodeFolder = "__pycache__";

    /// <summary>Whether Python imports a file as source: SourceFileLoader is chosen by this suffix alone.</summary>
    public static bool IsSource(string path) => path.EndsWith(".py", StringComparison.Ordinal);

    /// <summary>Whether Python imports a file as an extension module: ExtensionFileLoader is chosen by suffixes that all end so.</summary>
    public static bool IsExtension(string path) => path.EndsWith(".so", StringComparison.Ordinal);

    /// <summary>Whether Python looks for bytecode under such a name.</summary>
    public static bool IsBytecode(string path) => path.EndsWith(".pyc", StringComparison.Ordinal);

    /// <summary>Where Python looks for the bytecode of a module that has no source: its source's name and one letter.</summary>
    public static string BytecodeInPlaceOf(string source) => source + "c";

    /// <summary>Name of a module's source.</summary>
    public static string SourceOf(string module) => module + ".py";

    /// <summary>The source that makes a folder a package with code of its own.</summary>
    public static string InitOf(string folder) => SourceOf(folder + "/__init__");

    /// <summary>The source that Python takes for the same module where nothing else is there.</summary>
    /// <param name="path">A file's path, whatever folder it is relative to.</param>
    /// <returns>A path beside it; null where Python imports no such file.</returns>
    public static string? SourceInPlaceOf(string path)
    {
        var slash = path.LastIndexOf('/');
        var (folder, name) = (path[..(slash + 1)], path[(slash + 1)..]);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var isModule = name[Math.Max(dot, 0)..] is ".py" or ".pyc" || (dot > 0 && IsExtension(name));
        return isModule && IsIdentifier(name[..dot]) && !folder.EndsWith(BytecodeFolder + "/", StringComparison.Ordinal)
            ? SourceOf(folder + name[..dot])
            : null;
    }

    /// <summary>The folder that a source makes a package, or null.</summary>
    /// <param name="source">Path of the source.</param>
    public static string? PackageOf(string source) =>
        source.LastIndexOf('/') is > 0 and var slash && source == InitOf(source[..slash]) ? source[..slash] : null;

    /// <summary>Which module a file below <c>python/</c> is: a source, a package's <c>__init__.py</c> or an extension module.</summary>
    /// <param name="path">Path below <c>python/</c>.</param>
    /// <returns>Dotted name, or null for another file.</returns>
    public static string? ModuleOf(string path)
    {
        var ending = Ending().Match(path);
        return ending.Success ? path[..ending.Index].Replace('/', '.') : null;
    }

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsDigit(name[0]) && name.All(letter => char.IsLetterOrDigit(letter) || letter == '_');

    [GeneratedRegex(@"(\.py|/__init__\.py|(\.[A-Za-z0-9_-]+)*\.so)\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ending();
}
