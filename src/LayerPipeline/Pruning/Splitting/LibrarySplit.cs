using System.Buffers;
using System.Security.Cryptography;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Pruning.Passes;

namespace LayerPipeline.Pruning.Splitting;

/// <summary>What becomes of a shared library on its way from raw.zip to layer.zip.</summary>
/// <param name="passes">What is done to it.</param>
/// <param name="deflatesAgain">Whether one that stays as it is is deflated again.</param>
internal sealed class LibrarySplit(PreparedPasses passes, bool deflatesAgain)
{
    private readonly LibraryMemory _memory = new();

    /// <summary>Sends a library through the passes. Safe to call for several at once.</summary>
    /// <param name="entry">Its entry in raw.zip.</param>
    /// <param name="compressed">Its content as it stands there.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>What goes into layer.zip, and the original for pruned.zip where that is something else.</returns>
    /// <exception cref="InvalidArchiveException">The content is not what the directory says.</exception>
    public async Task<EntryOutcome> ApplyAsync(ZipEntry entry, byte[] compressed, CancellationToken cancellationToken)
    {
        FreeMemory(entry);
        var outcome = Shrink(entry, await EntryContent.InflateAsync(entry, compressed, cancellationToken));
        return outcome switch
        {
            { Layer: null } => outcome with { Layer = DeflatedEntry.AsIs(entry, compressed) },
            { Change: null } => outcome,
            _ => outcome with { Pruned = DeflatedEntry.AsIs(entry, compressed) },
        };
    }

    /// <summary>The smaller library, or why there is none.</summary>
    /// <param name="entry">Its entry in raw.zip.</param>
    /// <param name="content">Its content, which the outcome may refer to.</param>
    /// <returns>
    /// What goes into layer.zip if the library becomes smaller, or is deflated again as it is; the original as it stands in raw.zip is left
    /// to the caller.
    /// </returns>
    public EntryOutcome Shrink(ZipEntry entry, byte[] content)
    {
        var library = passes.Apply(entry.Name, content);
        if (library.ChangedBy is null)
        {
            var refusal = library.Left.Count == 0 ? null : string.Join("; ", library.Left);
            var again = deflatesAgain ? DeflatedEntry.Make(entry.Name, entry.Mode, content) : null;
            return new EntryOutcome(entry.Name, again, Pruned: null) { Refusal = refusal };
        }

        var smaller = DeflatedEntry.Make(entry.Name, entry.Mode, library.Content);
        return new EntryOutcome(entry.Name, smaller, Pruned: null) { Change = Describe(library) };
    }

    /// <summary>Makes room in memory for a library that is about to be read.</summary>
    /// <param name="entry">Its entry.</param>
    public void FreeMemory(ZipEntry entry) => _memory.Free(entry.Bytes);

    private static ChangedEntry Describe(LibraryDraft library) =>
        new(
            library.Content.Length,
            library.Content.Length,
            Digest(library.Content),
            library.ChangedBy?.Name,
            string.Join("; ", library.Done.Concat(library.Left))
        )
        {
            TrimmedBytes = library.TrimmedBytes,
        };

    private static byte[] Digest(ReadOnlySequence<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var piece in content)
        {
            hash.AppendData(piece.Span);
        }

        return hash.GetHashAndReset();
    }
}
