using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Verifying;

/// <summary>The modules and packages that a layer holds where a runtime's Python looks, by the names of its entries alone.</summary>
public sealed class LayerModules
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly string _python;
    private readonly List<string> _files;

    /// <summary>Reads the names of a layer's entries.</summary>
    /// <param name="entryNames">The names.</param>
    /// <param name="python">Version of the runtime's Python, for example <c>3.13</c>.</param>
    public LayerModules(IEnumerable<string> entryNames, string python)
    {
        _python = python;
        _files = [.. entryNames.Where(name => !name.EndsWith('/'))];
        foreach (var path in _files.Select(name => LayerTree.Below(name, python)).OfType<string>())
        {
            Add(path);
        }
    }

    /// <summary>What the layer holds, and where a module would have been found; for a message.</summary>
    public string Described =>
        $"The layer contains {Plural.Of(_files.Count, "file")}, for example '{_files.FirstOrDefault()}', but no public module where Python {_python} looks: "
        + $"in {LayerTree.Prefix} or {LayerTree.SitePackages(_python)}. Pack the packages there, not the folder or the archive around them.";

    /// <summary>Whether the layer holds a module or a package.</summary>
    /// <param name="module">Dotted name.</param>
    /// <returns>True where a file or a folder has that name.</returns>
    public bool Has(string module) => _names.Contains(module);

    /// <summary>The top-level package of a module.</summary>
    /// <param name="module">Dotted name.</param>
    /// <returns>What stands before the first dot.</returns>
    public static string PackageOf(string module) => module.Split('.', 2)[0];

    /// <summary>Every folder is a package, if only of a namespace; a file is a module up to the first dot of its name.</summary>
    private void Add(string path)
    {
        for (var slash = path.IndexOf('/'); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            _names.Add(path[..slash].Replace('/', '.'));
        }

        var file = path.LastIndexOf('/') + 1;
        _names.Add((path[..file] + path[file..].Split('.', 2)[0]).Replace('/', '.'));
    }
}
