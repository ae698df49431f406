using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Runs;
using LayerPipeline.Functions.Storage;

namespace LayerPipeline.Functions.Tests.Storage;

/// <summary>A bucket in memory, with the conditions of S3.</summary>
internal sealed class MemoryBucket : IBucket
{
    private readonly ConcurrentDictionary<string, byte[]> _objects = new(StringComparer.Ordinal);

    /// <summary>Runs before an object is written under a condition: what another writer does at that moment.</summary>
    public Action<string> Writing { get; set; } = static _ => { };

    public IEnumerable<string> Keys => _objects.Keys.Order(StringComparer.Ordinal);

    public byte[] this[string key] => _objects[key];

    public MemoryBucket Put(string key, string text) => Put(key, Encoding.UTF8.GetBytes(text));

    public MemoryBucket Put(string key, byte[] content)
    {
        _objects[key] = content;
        return this;
    }

    public static string ETagOf(byte[] content) => $"\"{Convert.ToHexStringLower(SHA256.HashData(content))}\"";

    public IRunStore Run(string run, IReadOnlyDictionary<string, string>? pinned = null) =>
        new MemoryRunStore(this, BucketKeys.Run(run), pinned);

    public ValueTask<BucketObject?> TryReadAsync(string key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_objects.TryGetValue(key, out var content) ? new BucketObject(content, ETagOf(content)) : null);

    public ValueTask<bool> TryWriteAsync(string key, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancellationToken)
    {
        Writing(key);
        return ValueTask.FromResult(
            expected is null
                ? _objects.TryAdd(key, content.ToArray())
                : _objects.TryGetValue(key, out var old) && ETagOf(old) == expected && _objects.TryUpdate(key, content.ToArray(), old)
        );
    }

    public ValueTask WriteAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        _objects[key] = content.ToArray();
        return ValueTask.CompletedTask;
    }

    public ValueTask DeleteAsync(string key, CancellationToken cancellationToken)
    {
        _objects.TryRemove(key, out _);
        return ValueTask.CompletedTask;
    }

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken) =>
        Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).ToAsyncEnumerable();

    public string Address(string key) => $"s3://memory/{key}";

    private sealed class MemoryRunStore(MemoryBucket bucket, string prefix, IReadOnlyDictionary<string, string>? pinned) : IRunStore
    {
        public ValueTask<IRangedFile?> OpenAsync(string name, CancellationToken cancellationToken)
        {
            if (!bucket._objects.TryGetValue(prefix + name, out var content))
            {
                return ValueTask.FromResult<IRangedFile?>(null);
            }

            return pinned?.GetValueOrDefault(name) is { } expected && expected != ETagOf(content)
                ? throw new RunFileChangedException(name, expected, ETagOf(content))
                : ValueTask.FromResult<IRangedFile?>(new MemoryFile(content));
        }

        public ValueTask<IRunFileWriter> CreateAsync(string name, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IRunFileWriter>(new MemoryWriter(bucket, prefix + name));
    }

    private sealed class MemoryFile(byte[] content) : IRangedFile
    {
        public long Length => content.Length;

        public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
        {
            var count = (int)Math.Clamp(content.Length - offset, 0, buffer.Length);
            content.AsSpan((int)offset, count).CopyTo(buffer.Span);
            return ValueTask.FromResult(count);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class MemoryWriter(MemoryBucket bucket, string key) : IRunFileWriter
    {
        private readonly MemoryStream _content = new();

        public Stream Content => _content;

        public ValueTask CommitAsync(CancellationToken cancellationToken)
        {
            bucket.Put(key, _content.ToArray());
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => _content.DisposeAsync();
    }
}
