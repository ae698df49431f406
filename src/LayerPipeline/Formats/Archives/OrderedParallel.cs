using System.Runtime.CompilerServices;

namespace LayerPipeline.Formats.Archives;

/// <summary>Work on several items at a time, results in the items' order, never more than a few of them in memory.</summary>
internal static class OrderedParallel
{
    /// <summary>
    /// Reads items one after the other and works on them on the thread pool, on items that weigh up to <paramref name="most"/>
    /// together, or on one that weighs more.
    /// </summary>
    public static async IAsyncEnumerable<TResult> SelectAsync<TItem, TRead, TResult>(
        IEnumerable<TItem> items,
        Func<TItem, long> weight,
        long most,
        Func<TItem, CancellationToken, ValueTask<TRead>> read,
        Func<TItem, TRead, CancellationToken, Task<TResult>> work,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var running = new OrderedWork<TResult>(most, cancellationToken);
        foreach (var item in items)
        {
            while (running.IsFull(weight(item)))
            {
                yield return await running.TakeAsync();
            }

            await AddAsync(item);
        }

        while (!running.IsEmpty)
        {
            yield return await running.TakeAsync();
        }

        // A method of its own: in the iterator, what was read would be held until the next item is read.
        async ValueTask AddAsync(TItem item)
        {
            var content = await read(item, cancellationToken);
            running.Add(weight(item), cancel => work(item, content, cancel));
        }
    }
}
