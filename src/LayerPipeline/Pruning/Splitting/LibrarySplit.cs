using System.Runtime.CompilerServices;
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
        var outcome = Shrink(entry, () => EntryContent.Inflate(entry, compressed));
        var original = DeflatedEntry.AsIs(entry, compressed);
        return outcome.Layer is null ? outcome with { Layer = original } : outcome with { Pruned = original };
    }

    /// <summary>The same for a library that is too large to be in memory twice; its original is copied by the caller.</summary>
    /// <param name="entry">Its entry in raw.zip.</param>
    /// <param name="content">Gives its content, and keeps no reference to it.</param>
    /// <returns>What goes into layer.zip if the library becomes smaller.</returns>
    public EntryOutcome ApplyLarge(ZipEntry entry, Func<byte[]> content)
    {
        FreeMemory(entry.Bytes);
        return Shrink(entry, content);
    }

    /// <summary>The smaller library, or why there is none.</summary>
    private EntryOutcome Shrink(ZipEntry entry, Func<byte[]> content)
    {
        var (smaller, change, refusal) = Pass(entry, content);
        if (change is null)
        {
            return new EntryOutcome(entry.Name, Layer: null, Pruned: null) { Refusal = refusal };
        }

        if (entry.Bytes >= CollectionBytes)
        {
            FreeMemory(entry.Bytes);
        }

        return new EntryOutcome(entry.Name, DeflatedEntry.Make(entry.Name, entry.Mode, smaller), Pruned: null) { Change = change };
    }

    /// <summary>
    /// A method of its own, so that nothing refers to the original, or to what proved the result, once it is left: code that is not
    /// optimised yet keeps its locals and arguments to its end.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private (ReadOnlyMemory<byte> Smaller, ChangedEntry? Change, string? Refusal) Pass(ZipEntry entry, Func<byte[]> content)
    {
        var library = passes.Apply(entry.Name, content());
        if (library.ChangedBy is not null)
        {
            return (library.Content, Describe(library), null);
        }

        return (default, null, library.Left.Count == 0 ? null : string.Join("; ", library.Left));
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
