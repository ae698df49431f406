using System.Text;

namespace LayerPipeline.Cli.Tests;

/// <summary>What a made file holds: text, or bytes.</summary>
internal readonly record struct FileContent(ReadOnlyMemory<byte> Bytes)
{
    public static implicit operator FileContent(string text) => new(Encoding.UTF8.GetBytes(text));

    public static implicit operator FileContent(byte[] bytes) => new(bytes);
}
