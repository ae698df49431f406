using System.IO.Compression;
using System.Text;

namespace LayerPipeline.Cli.Tests.Demo;

/// <summary>A wheel's files, read back.</summary>
internal sealed class WheelReader
{
    private readonly Dictionary<string, byte[]> _files = [];

    public WheelReader(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        foreach (var entry in archive.Entries)
        {
            using var stream = entry.Open();
            using var content = new MemoryStream();
            stream.CopyTo(content);
            _files.Add(entry.FullName, content.ToArray());
            Modes.Add(entry.FullName, (entry.ExternalAttributes >> 16) & 0x1FF);
        }
    }

    public Dictionary<string, int> Modes { get; } = [];

    public IReadOnlyList<string> Names => [.. _files.Keys];

    public byte[] Bytes(string name) => _files[name];

    public string Text(string name) => Encoding.UTF8.GetString(_files[name]);

    public string TextEndingWith(string end) => Text(_files.Keys.Single(name => name.EndsWith(end, StringComparison.Ordinal)));
}
