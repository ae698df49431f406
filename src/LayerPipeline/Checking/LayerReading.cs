using LayerPipeline.Checking.Gates;
using LayerPipeline.Checking.Libraries;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Cold;
using LayerPipeline.Formats.Contents;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning;

namespace LayerPipeline.Checking;

/// <summary>Reads what gates need of an archive; no more than a few of its libraries are in memory at a time.</summary>
internal static class LayerReading
{
    /// <summary>Reads a layer.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="target">What it is measured against.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The facts, without what only a build knows: other layers and the next tier.</returns>
    /// <exception cref="InvalidArchiveException">It is not a zip archive, or a damaged one.</exception>
    public static async Task<LayerFacts> ReadAsync(IRangedFile archive, RuntimeTarget target, CancellationToken cancellationToken)
    {
        // What is cold has to be as sound as the rest; only the size is that of the archive.
        var plain = await ColdLayer.PlainAsync(archive, cancellationToken);
        var whole = await ZipDirectory.ReadAsync(archive, limits: null, cancellationToken);
        var directory = plain == archive ? whole : await ZipDirectory.ReadAsync(plain, limits: null, cancellationToken);
        var distributions = await FileOwners.ReadAsync(plain, directory, cancellationToken);
        var targets = await EntryLink.ReadTargetsAsync(plain, directory, cancellationToken);
        var libraries = await LibrariesAsync(plain, directory, cancellationToken);
        return new LayerFacts
        {
            Bytes = whole.Entries.Sum(entry => entry.Bytes),
            Files =
            [
                .. directory.Entries.Select(entry => new LayerFile(
                    entry.Name,
                    entry.Bytes,
                    entry.Mode,
                    targets.GetValueOrDefault(entry.Name)
                )),
            ],
            Libraries = LibraryFacts.Of(new BinaryLayer(libraries, targets), target.Runtime, target.Architecture),
            DistributionOf = distributions.Find,
            Shared = [.. distributions.Shared],
            Lost = Lost(directory, distributions),
            Runtime = target.Runtime,
            Architecture = target.Architecture,
            BudgetBytes = target.BudgetBytes,
        };
    }

    private static HashSet<string> Lost(ZipDirectory directory, FileOwners distributions) =>
        distributions
            .Records.Values.SelectMany(record => record.Paths)
            .Where(path => directory.Find(LayerTree.Prefix + path) is null)
            .Select(LayerPaths.NameOf)
            .ToHashSet(StringComparer.Ordinal);

    private static async Task<IReadOnlyList<SharedLibrary>> LibrariesAsync(
        IRangedFile archive,
        ZipDirectory directory,
        CancellationToken cancellationToken
    )
    {
        var kinds = await EntryKinds.ReadAsync(archive, directory.Entries, cancellationToken);
        var libraries = EntryContent.SelectAsync(
            archive,
            directory.Entries.Where(kinds.IsLibrary),
            (entry, content) => SharedLibrary.Read(entry.Name, content),
            cancellationToken
        );
        return await libraries
            .OfType<SharedLibrary>()
            .Where(library => !library.IsProgram)
            .OrderBy(library => library.Path, StringComparer.Ordinal)
            .ToListAsync(cancellationToken);
    }
}
