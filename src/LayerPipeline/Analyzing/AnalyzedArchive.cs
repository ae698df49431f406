using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Cold;
using LayerPipeline.Formats.Contents;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Pruning.Splitting;

namespace LayerPipeline.Analyzing;

/// <summary>An archive that anybody made, opened so that its packages are looked at as if they lay in a layer's own folder.</summary>
public sealed class AnalyzedArchive
{
    /// <summary>What entries outside of the packages' folder begin with; no archive has such names.</summary>
    private const string Outside = "../";

    private readonly ArchiveTarget _target;

    private readonly IReadOnlyDictionary<string, ColdUnit> _coldUnits;

    private AnalyzedArchive(OpenedRaw packages, string folder, ColdLayer? cold, long length)
    {
        Packages = packages;
        Folder = folder;
        Length = length;
        Cold = cold is null ? null : [.. cold.Store.Units.Select(ColdPart.Of)];
        _coldUnits = cold?.Store.UnitsByPath() ?? new Dictionary<string, ColdUnit>();
        Files = [.. packages.Directory.Entries.Where(entry => !entry.IsFolder)];
        _target = ArchiveTarget.Of(packages.Kinds, Files);
        var entries = cold?.Entries ?? Files;
        (Bytes, CompressedBytes) = (entries.Sum(entry => entry.Bytes), entries.Sum(entry => entry.CompressedBytes));
    }

    /// <summary>The folder that the packages are in, with a slash at its end; empty for the archive's own root.</summary>
    public string Folder { get; }

    /// <summary>Version of Python that extension modules and bytecode are for, for example <c>3.13</c>; null where nothing says so.</summary>
    public string? Python => _target.Python;

    /// <summary><c>x86_64</c> or <c>arm64</c>, as most compiled files are; null where there are none.</summary>
    public string? Architecture => _target.Architecture;

    /// <summary>How many sources of Python modules the packages have.</summary>
    public int Sources => Files.Count(entry => ImportNames.IsSource(entry.Name) && LayerTree.IsBelow(entry.Name));

    /// <summary>Unzipped bytes of the archive; what it keeps compressed in a cold store counts as it is there.</summary>
    public long Bytes { get; }

    /// <summary>Bytes that all of that has in the archive, without its headers.</summary>
    public long CompressedBytes { get; }

    /// <summary>Length of the archive.</summary>
    public long Length { get; }

    /// <summary>What the archive keeps compressed in a cold store; null where it has none. The files are those of the plain layer.</summary>
    public IReadOnlyList<ColdPart>? Cold { get; }

    /// <summary>The archive as it is looked at: where there is a cold store, the plain layer.</summary>
    public IRangedFile File => Packages.File;

    /// <summary>The archive; entries of its packages are below <c>python/</c>, whatever folder they are in.</summary>
    internal OpenedRaw Packages { get; }

    /// <summary>Its entries that are no folders.</summary>
    internal IReadOnlyList<ZipEntry> Files { get; }

    /// <summary>Opens an archive.</summary>
    /// <param name="file">The archive; the caller disposes of it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The archive.</returns>
    /// <exception cref="InvalidArchiveException">It is not a zip archive, or a damaged one.</exception>
    public static async Task<AnalyzedArchive> OpenAsync(IRangedFile file, CancellationToken cancellationToken)
    {
        var cold = await ColdLayer.OpenAsync(file, cancellationToken);
        var length = file.Length;
        file = cold is null ? file : await cold.PlainAsync(cancellationToken);
        var directory = await ZipDirectory.ReadAsync(file, limits: null, cancellationToken);
        var folder = PackagesFolder.Find(directory.Entries.Select(entry => entry.Name));
        if (folder != LayerTree.Prefix)
        {
            directory = directory.Renamed(name => Rename(name, folder));
        }

        // Two ways through the archive that need nothing of each other.
        var kinds = Task.Run(() => EntryKinds.ReadAsync(file, directory.Entries, cancellationToken), cancellationToken);
        var owners = Task.Run(() => FileOwners.ReadAsync(file, directory, cancellationToken), cancellationToken);
        await Task.WhenAll(kinds, owners);
        return new AnalyzedArchive(new OpenedRaw(file, directory, await kinds, await owners), folder, cold, length);
    }

    /// <summary>What a file is inflated with; null where it is not in a cold store.</summary>
    /// <param name="name">An entry's name.</param>
    internal string? ColdOf(string name) => LayerTree.Below(name) is { } path ? _coldUnits.GetValueOrDefault(path)?.Name : null;

    /// <summary>The name that an entry has in the archive.</summary>
    /// <param name="entry">One of its entries.</param>
    internal static string NameOf(ZipEntry entry) => entry.StoredName ?? entry.Name;

    private static string Rename(string name, string folder) =>
        !name.StartsWith(folder, StringComparison.Ordinal) ? Outside + name
        : name.Length == folder.Length ? LayerTree.Prefix
        : LayerTree.Prefix + name[folder.Length..];
}
