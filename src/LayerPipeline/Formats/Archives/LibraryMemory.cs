namespace LayerPipeline.Formats.Archives;

/// <summary>Keeps the arrays of past libraries from adding up. Safe to use from several threads.</summary>
internal sealed class LibraryMemory
{
    /// <summary>Bytes of libraries after which their arrays are collected.</summary>
    private const long CollectionBytes = EntryContent.BytesAtATime / 2;

    /// <summary>
    /// Bytes from which .NET keeps arrays apart from small objects; what is smaller goes with these by itself.
    /// Source: https://learn.microsoft.com/dotnet/standard/garbage-collection/large-object-heap.
    /// </summary>
    private const long LeastBytes = 85_000;

    private long _sinceCollection;
    private int _hadLarge;

    /// <summary>
    /// Left alone, the garbage collector lets the large arrays of past libraries stand until they are several hundred megabytes.
    /// A collection takes milliseconds, since little else is on the heap but where an archive has half a million entries; in front of a large library and behind it, it gives the memory
    /// back, too.
    /// </summary>
    /// <param name="bytes">Bytes of the library that comes.</param>
    public void Free(long bytes)
    {
        if (bytes < LeastBytes)
        {
            return;
        }

        var large = bytes >= CollectionBytes ? 1 : 0;
        var isLarge = (Interlocked.Exchange(ref _hadLarge, large) | large) != 0;
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
}
