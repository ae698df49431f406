using System.Text;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Runs;
using LayerPipeline.Tests.Formats.Archives;

namespace LayerPipeline.Tests.Foundation.Runs;

/// <summary>A run in memory; steps may write two files at a time.</summary>
internal sealed class MemoryRun : IRunStore
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public IEnumerable<string> Names => _files.Keys;

    public byte[] this[string name] => _files[name];

    public MemoryRun With(string name, byte[] content)
    {
        lock (_lock)
        {
            _files[name] = content;
        }

        return this;
    }

    public MemoryRun With(string name, string content) => With(name, Encoding.UTF8.GetBytes(content));

    public ValueTask<IRangedFile?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IRangedFile?>(_files.TryGetValue(name, out var content) ? new MemoryFile(content) : null);
        }
    }

    public ValueTask<IRunFileWriter> CreateAsync(string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IRunFileWriter>(new Writer(this, name));

    private sealed class Writer(MemoryRun run, string name) : IRunFileWriter
    {
        private readonly MemoryStream _content = new();

        public Stream Content => _content;

        public ValueTask CommitAsync(CancellationToken cancellationToken)
        {
            run.With(name, _content.ToArray());
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => _content.DisposeAsync();
    }
}
