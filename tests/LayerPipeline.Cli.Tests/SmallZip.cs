using System.IO.Compression;

namespace LayerPipeline.Cli.Tests;

/// <summary>Packs zips of a few lines.</summary>
internal static class SmallZip
{
    private const int ReadableByAll = 0x81A4 << 16;

    public static void Write(string path, params IEnumerable<(string Name, FileContent Content)> files)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, content) in files)
        {
            var entry = zip.CreateEntry(name);
            entry.ExternalAttributes = ReadableByAll;
            using var stream = entry.Open();
            stream.Write(content.Bytes.Span);
        }
    }

    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        return zip.Entries.ToDictionary(entry => entry.FullName, Text, StringComparer.Ordinal);
    }

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new BinaryReader(entry.Open());
        return Convert.ToHexString(reader.ReadBytes((int)entry.Length));
    }
}
