using System.Security.Cryptography;
using LayerPipeline.Archives;
using LayerPipeline.Binaries;
using LayerPipeline.Runs;

namespace LayerPipeline.Pruning;

/// <summary>Trims shared libraries on their way from raw.zip to layer.zip.</summary>
/// <param name="tier">The highest tier that was entered.</param>
/// <param name="architecture"><c>x86_64</c> or <c>arm64</c>.</param>
/// <param name="imported">Symbols that libraries of the layer take from one another; needed for the tier kernels.</param>
internal sealed class LibraryTrim(Tier tier, string architecture, IReadOnlySet<string> imported)
{
    /// <summary>Bytes of libraries in memory at a time, inflated; one that is larger is alone there.</summary>
    private const long BytesAtATime = 24 << 20;

    /// <summary>Libraries in memory at a time: more would be read far ahead of what lies between them.</summary>
    private const int AtATime = 8;

    private long _sinceCollection;

    private BinaryTier UpTo => tier.Order >= Tier.Kernels.Order ? BinaryTier.Kernels : BinaryTier.Trim;

    /// <summary>Trims libraries, a few at a time.</summary>
    /// <param name="raw">raw.zip.</param>
    /// <param name="libraries">Their entries.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>What goes into layer.zip, in the order of the entries, and what was changed.</returns>
    public IAsyncEnumerable<TrimmedEntry> TrimAsync(IRunFile raw, IReadOnlyList<ZipEntry> libraries, CancellationToken cancellationToken) =>
        OrderedParallel.SelectAsync(
            libraries,
            static entry => Math.Max(entry.Bytes, BytesAtATime / AtATime),
            BytesAtATime,
            async (entry, cancel) =>
            {
                var compressed = await EntryContent.ReadCompressedAsync(raw, entry, cancel).ConfigureAwait(false);
                FreeMemory(entry.Bytes);
                return Trim(entry, compressed);
            },
            cancellationToken
        );

    private TrimmedEntry Trim(ZipEntry entry, byte[] compressed)
    {
        var original = EntryContent.Inflate(entry, compressed);
        var trimmed = BinaryTrimmer.Trim(entry.Name, original, UpTo, architecture, imported);
        return trimmed.IsChanged
            ? new TrimmedEntry(DeflatedEntry.Make(entry.Name, entry.Mode, trimmed.Content), Describe(trimmed), Refusal: null)
            : new TrimmedEntry(DeflatedEntry.AsIs(entry, compressed), Change: null, trimmed.Reason);
    }

    /// <summary>
    /// Left alone, the garbage collector lets the large arrays of past libraries stand until they are several hundred megabytes.
    /// A collection takes a few milliseconds, since little else is on the heap.
    /// </summary>
    private void FreeMemory(long bytes)
    {
        if (Interlocked.Read(ref _sinceCollection) >= BytesAtATime / 2)
        {
            Interlocked.Exchange(ref _sinceCollection, 0);
            GC.Collect();
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
