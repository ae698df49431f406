using System.Security.Cryptography;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Cold;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning;
using LayerPipeline.Pruning;

namespace LayerPipeline.Recording.Materials;

/// <summary>Reads what a layer has in its cold store. All of it is inflated, and held to the hashes of the store's own list.</summary>
internal static class StoredReading
{
    /// <summary>Lists the files.</summary>
    /// <param name="cold">The layer; null where it has no cold store.</param>
    /// <param name="pruned">What became of each file.</param>
    /// <returns>The files, by path.</returns>
    /// <exception cref="InvalidArchiveException">The store is damaged.</exception>
    public static IReadOnlyList<StoredFile> Files(ColdLayer? cold, PruneReport pruned)
    {
        if (cold is null)
        {
            return [];
        }

        var owners = pruned.Entries.ToDictionary(entry => entry.Path, entry => entry.Distribution, StringComparer.Ordinal);
        return
        [
            .. cold
                .Store.Units.SelectMany(cold.Store.Inflate)
                .Select(inflated => inflated.File)
                .Where(file => !ImportNames.IsBytecode(file.Path))
                .Select(file => (Name: LayerTree.Prefix + file.Path, file.Sha256))
                .Select(file => new StoredFile(file.Name, owners.GetValueOrDefault(file.Name), Convert.ToHexStringLower(file.Sha256.Span)))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
    }

    /// <summary>Finds what inflates them.</summary>
    /// <param name="archive">The layer.</param>
    /// <param name="cold">The same; null where it has no cold store.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The library; null where there is none.</returns>
    /// <exception cref="InvalidArchiveException">The layer is damaged.</exception>
    public static async Task<StoredDecoder?> DecoderAsync(
        IRangedFile archive,
        ColdLayer? cold,
        BuildPlan plan,
        CancellationToken cancellationToken
    )
    {
        var library = cold?.Entries.FirstOrDefault(entry =>
            entry.Name.StartsWith(ColdNames.Folder, StringComparison.Ordinal) && ImportNames.IsExtension(entry.Name)
        );
        if (library is null || plan.Decoder is not { } decoder)
        {
            return null;
        }

        var content = await EntryContent.ReadAsync(archive, library, cancellationToken);
        return new StoredDecoder(decoder, library.Name, Convert.ToHexStringLower(SHA256.HashData(content)));
    }
}
