using System.Buffers;
using Amazon.S3;
using LayerPipeline.Runs;

namespace LayerPipeline.Functions.Storage;

/// <summary>
/// An object read in blocks, of which a few are kept. What is expected to be read going forward comes from one long request, the
/// next blocks ahead of the reader, since each request takes time of its own; other reads ask for single blocks. All blocks are of
/// one version of the object.
/// </summary>
/// <param name="s3">The client.</param>
/// <param name="bucket">Name of the bucket.</param>
/// <param name="key">Key of the object.</param>
/// <param name="etag">The version that is read.</param>
/// <param name="length">Its length in bytes.</param>
/// <param name="blockBytes">Bytes of a block.</param>
internal sealed class S3RunFile(IAmazonS3 s3, string bucket, string key, string etag, long length, int blockBytes = 1 << 20) : IRunFile
{
    /// <summary>Blocks fetched ahead of a reader that goes forward.</summary>
    private const int Ahead = 4;

    /// <summary>Blocks that are read though nobody asked for them, where the alternative is a new request.</summary>
    private const int Passed = 8;

    /// <summary>Blocks in memory: what is trimmed is read some way ahead of what is copied.</summary>
    private const int Kept = 16;

    /// <summary>Reused from file to file. The shared pool would keep some for each thread that ever used a block.</summary>
    private static readonly ArrayPool<byte> Buffers = ArrayPool<byte>.Create(maxArrayLength: 1 << 20, maxArraysPerBucket: 2 * Kept);

    private readonly Lock _lock = new();
    private readonly LinkedList<Block> _blocks = new();
    private readonly List<Task> _closing = [];
    private readonly CancellationTokenSource _closed = new();
    private ObjectStream? _stream;
    private long _expectedFrom;
    private long _expectedTo;
    private long _read;

    /// <inheritdoc />
    public long Length { get; } = length;

    /// <inheritdoc />
    public void Expect(long offset, long end)
    {
        lock (_lock)
        {
            Close(_stream);
            (_expectedFrom, _expectedTo, _read) = (offset, end, offset);
        }
    }

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
        if (_stream is not null)
        {
            await _stream.DisposeAsync();
        }

        await Task.WhenAll(_closing);
        foreach (var block in _blocks.ToList())
        {
            Drop(block);
        }

        _closed.Dispose();
    }

    /// <summary>The block's fetch; those that a forward reader wants next are begun as well.</summary>
    private Task Want(long index)
    {
        lock (_lock)
        {
            DropFailed();
            var fetch = Get(index);
            while (_stream is not null && _stream.Next / blockBytes <= index + Ahead)
            {
                _ = Fetch(_stream, _stream.Next / blockBytes);
            }

            return fetch;
        }
    }

    /// <summary>Copies under the lock, so that the block's bytes can't be given to another block meanwhile.</summary>
    private int? TryCopy(long index, int at, Span<byte> buffer)
    {
        lock (_lock)
        {
            if (Find(index) is not { Fetch.IsCompletedSuccessfully: true } block)
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

        if (!IsForward(index))
        {
            return Fetch(Open(index * blockBytes, Math.Min((index + 1) * blockBytes, Length)), index);
        }

        if (_stream is null || index < _stream.Next / blockBytes || index - (_stream.Next / blockBytes) > Passed)
        {
            Close(_stream);
            _stream = Open(index * blockBytes, Math.Min(RoundUp(_expectedTo), Length));
        }

        while (_stream.Next / blockBytes < index)
        {
            _ = Fetch(_stream, _stream.Next / blockBytes);
        }

        return Fetch(_stream, index);
    }

    /// <summary>
    /// Whether a block is the next of what is expected. A reader that went back, since entries need not lie in the order of their
    /// names, is believed with its second block.
    /// </summary>
    private bool IsForward(long index) =>
        (index + 1) * blockBytes > _expectedFrom
        && index * blockBytes < _expectedTo
        && ((index + 1) * blockBytes > _read || Find(index - 1) is not null);

    private long RoundUp(long offset) => (offset + blockBytes - 1) / blockBytes * blockBytes;

    private ObjectStream Open(long start, long end) => new(s3, bucket, key, etag, start, end, _closed.Token);

    private Task Fetch(ObjectStream stream, long index)
    {
        if (Find(index) is { } older)
        {
            Drop(older);
        }

        DropOldest();
        var count = (int)Math.Min(blockBytes, Length - (index * blockBytes));
        var bytes = Buffers.Rent(count);
        var block = new Block(index, bytes, count, stream.ReadAsync(bytes.AsMemory(0, count)));
        _blocks.AddFirst(block);
        if (ReferenceEquals(stream, _stream))
        {
            _read = stream.Next;
        }

        if (stream.Next == stream.End)
        {
            Close(stream);
        }

        return block.Fetch;
    }

    private void Close(ObjectStream? stream)
    {
        if (stream is null)
        {
            return;
        }

        if (ReferenceEquals(stream, _stream))
        {
            _stream = null;
        }

        _closing.RemoveAll(closing => closing.IsCompletedSuccessfully);
        _closing.Add(stream.DisposeAsync().AsTask());
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

    /// <summary>A block that failed is asked for again by whoever wants it.</summary>
    private void DropFailed()
    {
        foreach (var block in _blocks.Where(block => block.Fetch.IsFaulted || block.Fetch.IsCanceled).ToList())
        {
            Drop(block);
        }
    }

    private void DropOldest()
    {
        for (var node = _blocks.Last; node is not null && _blocks.Count >= Kept; )
        {
            var before = node.Previous;
            if (node.Value.Fetch.IsCompleted)
            {
                Drop(node.Value);
            }

            node = before;
        }
    }

    /// <summary>Only a block that has arrived gives its bytes away.</summary>
    private void Drop(Block block)
    {
        _blocks.Remove(block);
        if (block.Fetch.IsCompleted)
        {
            Buffers.Return(block.Bytes);
        }
    }

    private sealed record Block(long Index, byte[] Bytes, int Count, Task Fetch);
}
