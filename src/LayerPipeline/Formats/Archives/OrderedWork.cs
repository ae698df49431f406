namespace LayerPipeline.Formats.Archives;

/// <summary>
/// Work on the thread pool for several items at a time, whose results are taken in the order of the items. Never more than some weight
/// of them is there, or one item that weighs more.
/// </summary>
/// <param name="most">The most that items weigh together, for example bytes in memory.</param>
/// <param name="cancellationToken">Stops what runs.</param>
internal sealed class OrderedWork<TResult>(long most, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private readonly Queue<(Task<TResult> Result, long Weight)> _items = new();
    private long _weight;

    /// <summary>Whether every result has been taken.</summary>
    public bool IsEmpty => _items.Count == 0;

    /// <summary>Whether the first result is there.</summary>
    public bool IsReady => _items.TryPeek(out var first) && first.Result.IsCompleted;

    /// <summary>Whether results must be taken before an item of this weight may be added.</summary>
    public bool IsFull(long weight) => _items.Count > 0 && _weight + weight > most;

    /// <summary>Starts work on an item.</summary>
    public void Add(long weight, Func<CancellationToken, Task<TResult>> work) =>
        Add(weight, Task.Run(() => work(_stop.Token), _stop.Token));

    /// <summary>Adds an item that needs no work, to be taken in its turn.</summary>
    public void Add(long weight, TResult result) => Add(weight, Task.FromResult(result));

    /// <summary>The first result, once it is there.</summary>
    public async ValueTask<TResult> TakeAsync()
    {
        var (result, weight) = _items.Peek();
        var taken = await result;
        _items.Dequeue();
        _weight -= weight;
        return taken;
    }

    /// <summary>Stops what runs and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var (result, _) in _items)
        {
            await ((Task)result).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _stop.Dispose();
    }

    private void Add(long weight, Task<TResult> result)
    {
        _items.Enqueue((result, weight));
        _weight += weight;
    }
}
