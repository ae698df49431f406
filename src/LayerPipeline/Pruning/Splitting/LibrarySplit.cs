using System.Security.Cryptography;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Pruning.Passes;

namespace LayerPipeline.Pruning.Splitting;

/// <summary>What becomes of a shared library on its way from raw.zip to layer.zip.</summary>
/// <param name="passes">What is done to it.</param>
internal sealed class LibrarySplit(PreparedPasses passes)
{
    /// <summary>Bytes of libraries after which their arrays are collected.</summary>
    private const long CollectionBytes = EntryContent.BytesAtATime / 2;

    private long _sinceCollection;

    /// <summary>Sends a library through the passes. Safe to call for several at once.</summary>
    /// <param name="entry">Its entry in raw.zip.</param>
    /// <param name="compressed">Its content as it stands there.</param>
    /// <returns>What goes into layer.zip, and the original for pruned.zip where that is something else.</returns>
    /// <exception cref="InvalidArchiveException">The content is not what the directory says.</exception>
    public EntryOutcome Apply(ZipEntry entry, byte[] compressed)
    {
        FreeMemory(entry.Bytes);
        var original = DeflatedEntry.AsIs(entry, compressed);
        var library = passes.Apply(entry.Name, EntryContent.Inflate(entry, compressed));
        if (library.ChangedBy is null)
        {
            var refusal = library.Left.Count == 0 ? null : string.Join("; ", library.Left);
            return new EntryOutcome(entry.Name, original, Pruned: null) { Refusal = refusal };
        }

        if (entry.Bytes >= CollectionBytes)
        {
            FreeMemory(entry.Bytes);
        }

        return new EntryOutcome(entry.Name, DeflatedEntry.Make(entry.Name, entry.Mode, library.Content), original)
        {
            Change = Describe(library),
        };
    }

    /// <summary>
    /// Left alone, the garbage collector lets the large arrays of past libraries stand until they are several hundred megabytes.
    /// A collection takes milliseconds, since little else is on the heap; in front of a large library it gives the memory back, too.
    /// </summary>
    private void FreeMemory(long bytes)
    {
        var isLarge = bytes >= CollectionBytes;
        if (isLarge || Interlocked.Read(ref _sinceCollection) >= CollectionBytes)
        {
            Interlocked.Exchange(ref _sinceCollection, 0);
            GC.Collect(
                GC.MaxGeneration,
                isLarge ? GCCollectionMode.Aggressive : GCCollectionMode.Forced,
                blocking: true,
                compacting: isLarge
            );
        }

        Interlocked.Add(ref _sinceCollection, bytes);
    }

    private static ChangedEntry Describe(LibraryDraft library) =>
        new(
            library.Content.Length,
            library.Content.Length,
            SHA256.HashData(library.Content.Span),
            library.ChangedBy?.Name,
            string.Join("; ", library.Done.Concat(library.Left))
        );
}
