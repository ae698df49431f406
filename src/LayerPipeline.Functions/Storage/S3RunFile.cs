using Amazon.S3;
using Amazon.S3.Model;
using LayerPipeline.Runs;

namespace LayerPipeline.Functions.Storage;

/// <summary>
/// An object read in blocks, a few of which are kept. A reader that goes forward finds the next blocks fetched already;
/// all blocks are of one version of the object.
/// </summary>
/// <param name="s3">The client.</param>
/// <param name="bucket">Name of the bucket.</param>
/// <param name="key">Key of the object.</param>
/// <param name="etag">The version that is read.</param>
/// <param name="length">Its length in bytes.</param>
/// <param name="blockBytes">Bytes of a block: large enough that S3's latency counts little.</param>
internal sealed class S3RunFile(IAmazonS3 s3, string bucket, string key, string etag, long length, int blockBytes = 8 << 20) : IRunFile
{
    /// <summary>Blocks fetched ahead of a reader that goes forward.</summary>
    private const int Ahead = 2;

    /// <summary>Blocks in memory: two readers at a time, each with its block and those ahead, and one to spare.</summary>
    private const int Kept = (2 * (1 + Ahead)) + 1;

    private readonly Lock _lock = new();
    private readonly LinkedList<Block> _blocks = new();
    private readonly Stack<byte[]> _spare = new();
    private readonly CancellationTokenSource _closed = new();

    /// <inheritdoc />
    public long Length { get; } = length;

    /// <inheritdoc />
    public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (offset >= Length || buffer.IsEmpty)
        {
            return 0;
        }

        var index = offset / blockBytes;
        while (true)
        {
            var fetch = Want(index);
            await fetch.WaitAsync(cancellationToken);
            if (TryCopy(index, (int)(offset % blockBytes), buffer.Span) is { } copied)
            {
                return copied;
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        foreach (var block in _blocks)
        {
            await block.Fetch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _closed.Dispose();
    }

    /// <summary>The block's fetch; those that a forward reader wants next are begun as well.</summary>
    private Task Want(long index)
    {
        lock (_lock)
        {
            var forward = index == 0 || Find(index - 1) is not null;
            var fetch = Get(index);
            for (var next = index + 1; forward && next <= index + Ahead && next * blockBytes < Length; next++)
            {
                _ = Get(next);
            }

            return fetch;
        }
    }

    /// <summary>Copies under the lock, so that the block's bytes can't be given to another block meanwhile.</summary>
    private int? TryCopy(long index, int at, Span<byte> buffer)
    {
        lock (_lock)
        {
            if (Find(index) is not { } block)
            {
                return null;
            }

            var count = Math.Min(buffer.Length, block.Count - at);
            block.Bytes.AsSpan(at, count).CopyTo(buffer);
            return count;
        }
    }

    private Task Get(long index)
    {
        if (Find(index) is { } known)
        {
            _blocks.Remove(known);
            _blocks.AddFirst(known);
            return known.Fetch;
        }

        DropOldest();
        var start = index * blockBytes;
        var count = (int)Math.Min(blockBytes, Length - start);
        var bytes = _spare.TryPop(out var spare) ? spare : new byte[Math.Min(blockBytes, Length)];
        var block = new Block(index, bytes, count, FetchAsync(start, bytes.AsMemory(0, count), _closed.Token));
        _blocks.AddFirst(block);
        return block.Fetch;
    }

    private Block? Find(long index)
    {
        foreach (var block in _blocks)
        {
            if (block.Index == index)
            {
                return block;
            }
        }

        return null;
    }

    /// <summary>Only a block that has arrived gives its bytes away; one that failed is asked for again.</summary>
    private void DropOldest()
    {
        for (var node = _blocks.Last; node is not null; )
        {
            var before = node.Previous;
            if (node.Value.Fetch.IsFaulted || (_blocks.Count >= Kept && node.Value.Fetch.IsCompleted))
            {
                _spare.Push(node.Value.Bytes);
                _blocks.Remove(node);
            }

            node = before;
        }
    }

    private async Task FetchAsync(long start, Memory<byte> bytes, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest
        {
            BucketName = bucket,
            Key = key,
            EtagToMatch = etag,
            ByteRange = new ByteRange(start, start + bytes.Length - 1),
        };
        using var response = await s3.GetObjectAsync(request, cancellationToken);
        await response.ResponseStream.ReadExactlyAsync(bytes, cancellationToken);
    }

    private sealed record Block(long Index, byte[] Bytes, int Count, Task Fetch);
}
