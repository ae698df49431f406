using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Checking.Libraries;

/// <summary>Loads libraries as glibc would, in memory only.</summary>
/// <remarks>
/// Source: ld.so(8) and _dl_map_object in elf/dl-load.c of glibc. A name that is loaded already (under that name or as
/// DT_SONAME) is taken; else DT_RPATH of the library and of those that loaded it, unless it has a DT_RUNPATH; LD_LIBRARY_PATH;
/// DT_RUNPATH; the system's folders. Lambda's LD_LIBRARY_PATH is its own folders, then the function's, then /opt/lib:
/// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
/// </remarks>
internal sealed class LoaderWalk(BinaryLayer layer, RuntimeLibraries runtime)
{
    private const string LayerLibraryFolder = "lib";

    public Dictionary<(string Path, string Name), string> Found { get; } = [];

    /// <summary>Loads one library with all that it needs, breadth first.</summary>
    public (IReadOnlyList<string> Reached, IReadOnlyList<MissingLibrary> Missing) From(SharedLibrary root)
    {
        var (reached, missing) = (new List<string>(), new List<MissingLibrary>());
        var loaded = new Dictionary<string, string?>(StringComparer.Ordinal);
        var paths = new HashSet<string>(StringComparer.Ordinal) { root.Path };
        var queue = new Queue<Loaded>([new Loaded(root, root.Path, null)]);
        Remember(loaded, root, root.Name, root.Path);
        while (queue.TryDequeue(out var current))
        {
            foreach (var name in current.Library.Needed)
            {
                if (loaded.TryGetValue(name, out var known))
                {
                    Note(current, name, known);
                    continue;
                }

                var path = Search(current, name);
                if (path is null && !runtime.Has(name))
                {
                    missing.Add(new MissingLibrary(current.Chain(), name));
                    continue;
                }

                Note(current, name, path);
                loaded[name] = path;
                if (path is not null && layer.Find(path) is { } library)
                {
                    Remember(loaded, library, name, path);
                    if (paths.Add(library.Path))
                    {
                        reached.Add(library.Path);
                        queue.Enqueue(new Loaded(library, path, current));
                    }
                }
            }
        }

        return (reached, missing);
    }

    private static void Remember(Dictionary<string, string?> loaded, SharedLibrary library, string name, string path)
    {
        loaded.TryAdd(name, path);
        if (library.SharedObjectName is { } shared)
        {
            loaded.TryAdd(shared, path);
        }
    }

    private void Note(Loaded current, string name, string? path)
    {
        if (path is not null)
        {
            Found.TryAdd((current.Library.Path, name), path);
        }
    }

    /// <summary>Path in the layer, or null where only the runtime can have it.</summary>
    private string? Search(Loaded current, string name)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            return Exists(current, name, string.Empty);
        }

        var byRPath = current.Library.RunPath.Count > 0 ? null : SearchRPaths(current, name);
        if (byRPath is not null || runtime.Has(name))
        {
            return byRPath;
        }

        return (layer.Find($"{LayerLibraryFolder}/{name}") is null ? null : $"{LayerLibraryFolder}/{name}")
            ?? current.Library.RunPath.Select(folder => Exists(current, folder, name)).FirstOrDefault(path => path is not null);
    }

    private string? SearchRPaths(Loaded current, string name)
    {
        for (var loader = current; loader is not null; loader = loader.By)
        {
            if (loader.Library.RunPath.Count > 0)
            {
                continue;
            }

            foreach (var folder in loader.Library.RPath)
            {
                if (Exists(loader, folder, name) is { } path)
                {
                    return path;
                }
            }
        }

        return null;
    }

    private string? Exists(Loaded loader, string folder, string name)
    {
        var origin = $"{LayerPaths.Root}/{LayerPaths.FolderOf(loader.Path)}";
        var expanded = folder
            .Replace("${ORIGIN}", origin, StringComparison.Ordinal)
            .Replace("$ORIGIN", origin, StringComparison.Ordinal)
            .Replace("${LIB}", "lib64", StringComparison.Ordinal)
            .Replace("$LIB", "lib64", StringComparison.Ordinal);
        var path = LayerPaths.Follow(string.Empty, name.Length == 0 ? expanded : $"{expanded}/{name}");
        return path is not null && expanded.StartsWith(LayerPaths.Root, StringComparison.Ordinal) && layer.Find(path) is not null
            ? path
            : null;
    }

    private sealed record Loaded(SharedLibrary Library, string Path, Loaded? By)
    {
        public IReadOnlyList<string> Chain() => By is null ? [Library.Path] : [.. By.Chain(), Library.Path];
    }
}
