using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace LayerPipeline.EndToEnd;

/// <summary>A raw.zip that is being made.</summary>
internal sealed class LargeArchive : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly ZipArchive _archive;
    private readonly StringBuilder _record = new();

    public LargeArchive(string path)
    {
        _file = File.Create(path);
        // As the build container says it, so that Prune deflates again what stays, which costs time and memory.
        _archive = new ZipArchive(_file, ZipArchiveMode.Create) { Comment = "layer-pipeline: for transport" };
    }

    /// <summary>Bytes written so far.</summary>
    public long Length => _file.Position;

    public async Task AddAsync(string name, byte[] content)
    {
        _record.Append(CultureInfo.InvariantCulture, $"\"{name}\",,\n");
        await WriteAsync(name, content);
    }

    public Task WriteRecordAsync() => WriteAsync("large-1.0.dist-info/RECORD", Encoding.UTF8.GetBytes(_record.ToString()));

    public async ValueTask DisposeAsync()
    {
        await _archive.DisposeAsync();
        await _file.DisposeAsync();
    }

    private async Task WriteAsync(string name, byte[] content)
    {
        var entry = _archive.CreateEntry($"python/{name}", CompressionLevel.Fastest);
        await using var stream = await entry.OpenAsync();
        await stream.WriteAsync(content);
    }
}
