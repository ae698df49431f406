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
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new Queue<Task<TResult>>();
        try
        {
            foreach (var item in items)
            {
                running.Enqueue(Task.Run(() => work(item, stop.Token), stop.Token));
                if (running.Count >= ahead)
                {
                    yield return await running.Dequeue().ConfigureAwait(false);
                }
            }

            while (running.TryDequeue(out var next))
            {
                yield return await next.ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            foreach (var task in running)
            {
                await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
