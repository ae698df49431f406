using System.Security.Cryptography;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Formats.Contents;

/// <summary>SHA-256 of entries, however large they are: of none more than a piece is in memory.</summary>
internal static class EntryDigest
{
    private const int PieceBytes = 64 << 10;

    /// <summary>Reads entries once, in the order in which they are stored in the archive.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="entries">Entries of its directory.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Each with its digest in lower-case hexadecimal, in that order.</returns>
    /// <exception cref="InvalidArchiveException">Some content is not what the directory says.</exception>
    public static async Task<IReadOnlyList<(ZipEntry Entry, string Sha256)>> ReadAsync(
        IRangedFile archive,
        IEnumerable<ZipEntry> entries,
        CancellationToken cancellationToken
    )
    {
        var ordered = entries.OrderBy(entry => entry.Offset).ToList();
        var found = new List<(ZipEntry, string)>(ordered.Count);
        var piece = new byte[PieceBytes];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var reader = new EntryReader(archive, ordered);
        foreach (var entry in ordered)
        {
            await reader.InflateAsync(entry, piece, read => hash.AppendData(read.Span), cancellationToken);
            found.Add((entry, Convert.ToHexStringLower(hash.GetHashAndReset())));
        }

        return found;
    }
}
