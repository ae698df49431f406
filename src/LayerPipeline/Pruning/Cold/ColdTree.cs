using LayerPipeline.Formats.Cold;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Pruning.Cold;

/// <summary>
/// Which files of a distribution may go cold: those that are reached by importing one of its modules. What lies elsewhere is found by its
/// path, and stays where it is.
/// </summary>
internal sealed class ColdTree
{
    private const string LibraryFolder = ".libs";
    private const string Metadata = ".dist-info";

    private readonly Dictionary<string, string?> _ownerOfFolder = new(StringComparer.Ordinal);
    private readonly HashSet<string> _packages = new(StringComparer.Ordinal);

    /// <summary>Looks at a layer.</summary>
    /// <param name="files">Each entry below <c>python/</c> with its distribution, or null.</param>
    public ColdTree(IReadOnlyCollection<(string Name, string? Owner)> files)
    {
        foreach (var (name, owner) in files)
        {
            if (ColdNames.StubOf(name) is { } stub && ImportNames.PackageOf(stub) is { } package)
            {
                _packages.Add(package);
            }

            foreach (var folder in Above(name))
            {
                // A folder of several distributions is nobody's.
                _ownerOfFolder[folder] = _ownerOfFolder.TryGetValue(folder, out var other) && other != owner ? null : owner;
            }
        }
    }

    /// <summary>Whether a file may go cold with its distribution.</summary>
    /// <param name="name">The entry's name.</param>
    /// <param name="owner">Its distribution.</param>
    public bool MayGo(string name, string owner)
    {
        var folders = Above(name).ToList();
        if (
            folders.Count == 0
            || folders[^1].EndsWith(Metadata, StringComparison.Ordinal)
            || name.StartsWith(ColdNames.Folder, StringComparison.Ordinal)
        )
        {
            return folders.Count == 0 && IsModule(name);
        }

        // The first package on the way down: from there on, Python follows what the package says of itself.
        return folders.AsEnumerable().Reverse().FirstOrDefault(_packages.Contains) is { } package ? Owns(owner, package)
            : folders[^1].EndsWith(LibraryFolder, StringComparison.Ordinal) ? Owns(owner, folders[^1])
            : IsModule(name);
    }

    /// <summary>Top-level folders of Python's own, such as lib/python3.13, are no packages.</summary>
    private static bool IsModule(string name) => LayerTree.Below(name) is not null && ColdNames.StubOf(name) is not null;

    private bool Owns(string owner, string folder) => _ownerOfFolder.GetValueOrDefault(folder) == owner;

    /// <summary>The folders that an entry is in, below <c>python/</c>, innermost first.</summary>
    private static IEnumerable<string> Above(string name)
    {
        for (var slash = name.LastIndexOf('/'); slash >= LayerTree.Prefix.Length; slash = name.LastIndexOf('/', slash - 1))
        {
            yield return name[..slash];
        }
    }
}
