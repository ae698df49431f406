using System.Security.Cryptography;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Passes;

namespace LayerPipeline.Pruning.Splitting;

/// <summary>What is done to a shared library on its way from raw.zip to layer.zip.</summary>
/// <param name="tier">The highest tier that was entered.</param>
/// <param name="architecture"><c>x86_64</c> or <c>arm64</c>.</param>
/// <param name="imported">Symbols that libraries of the layer take from one another; needed for the tier kernels.</param>
internal sealed class LibraryTrim(Tier tier, string architecture, IReadOnlySet<string> imported)
{
    /// <summary>Bytes of libraries after which their arrays are collected.</summary>
    private const long CollectionBytes = EntryContent.BytesAtATime / 2;

    private long _sinceCollection;

    private BinaryTier UpTo => tier.Order >= Tier.Kernels.Order ? BinaryTier.Kernels : BinaryTier.Trim;

    /// <summary>Trims a library. Safe to call for several at once.</summary>
    /// <param name="entry">Its entry in raw.zip.</param>
    /// <param name="compressed">Its content as it stands there.</param>
    /// <returns>What goes into layer.zip, and the original for pruned.zip where that is something else.</returns>
    /// <exception cref="InvalidArchiveException">The content is not what the directory says.</exception>
    public EntryOutcome Trim(ZipEntry entry, byte[] compressed)
    {
        FreeMemory(entry.Bytes);
        var original = DeflatedEntry.AsIs(entry, compressed);
        var trimmed = BinaryTrimmer.Trim(entry.Name, EntryContent.Inflate(entry, compressed), UpTo, architecture, imported);
        if (!trimmed.IsChanged)
        {
            return new EntryOutcome(entry.Name, original, Pruned: null) { Refusal = trimmed.Reason };
        }

        if (entry.Bytes >= CollectionBytes)
        {
            FreeMemory(entry.Bytes);
        }

        return new EntryOutcome(entry.Name, DeflatedEntry.Make(entry.Name, entry.Mode, trimmed.Content), original)
        {
            Change = Describe(trimmed),
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

    private static ChangedEntry Describe(TrimmedLibrary trimmed)
    {
        var by = trimmed.Tier == BinaryTier.Kernels ? Tier.Kernels : Tier.Trim;
        var done =
            trimmed.Tier == BinaryTier.Kernels
                ? $"without the code for {string.Join(", ", trimmed.Redirected.Keys.Order(StringComparer.Ordinal))}, which Lambda does not have"
                : "without the bytes that are never loaded; every loaded one is as it was";
        var reason = trimmed.Reason is null ? done : $"{done}; {trimmed.Reason}";
        return new ChangedEntry(trimmed.Content.Length, trimmed.Content.Length, SHA256.HashData(trimmed.Content.Span), by.Name, reason);
    }
}
