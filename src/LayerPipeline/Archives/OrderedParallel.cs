using System.Runtime.CompilerServices;

namespace LayerPipeline.Archives;

/// <summary>Work on several items at a time, results in the items' order, never more than a few of them in memory.</summary>
internal static class OrderedParallel
{
    /// <summary>Runs <paramref name="work"/> on the pool for up to <paramref name="ahead"/> items before the one being consumed.</summary>
    public static IAsyncEnumerable<TResult> SelectAsync<TItem, TResult>(
        IEnumerable<TItem> items,
        int ahead,
        Func<TItem, CancellationToken, Task<TResult>> work,
        CancellationToken cancellationToken
    ) => SelectAsync(items, static _ => 1, ahead, work, cancellationToken);

    /// <summary>Runs <paramref name="work"/> on the pool for items that weigh up to <paramref name="most"/> together, or for one that weighs more.</summary>
    public static async IAsyncEnumerable<TResult> SelectAsync<TItem, TResult>(
        IEnumerable<TItem> items,
        Func<TItem, long> weight,
        long most,
        Func<TItem, CancellationToken, Task<TResult>> work,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new Queue<(Task<TResult> Result, long Weight)>();
        var total = 0L;
        try
        {
            foreach (var item in items)
            {
                var next = weight(item);
                while (total + next > most && running.TryDequeue(out var oldest))
                {
                    yield return await oldest.Result.ConfigureAwait(false);
                    total -= oldest.Weight;
                }

                running.Enqueue((Task.Run(() => work(item, stop.Token), stop.Token), next));
                total += next;
            }

            while (running.TryDequeue(out var oldest))
            {
                yield return await oldest.Result.ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            foreach (var (result, _) in running)
            {
                await ((Task)result).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
