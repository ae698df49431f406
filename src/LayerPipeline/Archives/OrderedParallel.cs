using System.Runtime.CompilerServices;

namespace LayerPipeline.Archives;

/// <summary>Work on several items at a time, results in the items' order, never more than a few of them in memory.</summary>
internal static class OrderedParallel
{
    /// <summary>Runs <paramref name="work"/> on the pool for up to <paramref name="ahead"/> items before the one being consumed.</summary>
    public static async IAsyncEnumerable<TResult> SelectAsync<TItem, TResult>(
        IEnumerable<TItem> items,
        int ahead,
        Func<TItem, CancellationToken, Task<TResult>> work,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var running = new OrderedWork<TResult>(ahead, cancellationToken);
        await using (running.ConfigureAwait(false))
        {
            foreach (var item in items)
            {
                while (running.IsFull(1))
                {
                    yield return await running.TakeAsync().ConfigureAwait(false);
                }

                running.Add(1, cancel => work(item, cancel));
            }

            while (!running.IsEmpty)
            {
                yield return await running.TakeAsync().ConfigureAwait(false);
            }
        }
    }
}
