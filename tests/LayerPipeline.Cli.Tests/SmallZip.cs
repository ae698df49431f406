using System.IO.Compression;

namespace LayerPipeline.Cli.Tests;

/// <summary>Packs zips of a few lines.</summary>
internal static class SmallZip
{
    private const int ReadableByAll = 0x81A4 << 16;
    private const int ExecutableByAll = 0x81ED << 16;

    public static void Write(string path, params IEnumerable<(string Name, FileContent Content)> files)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, content) in files)
        {
            var entry = zip.CreateEntry(name);
            entry.ExternalAttributes = IsProgram(name) ? ExecutableByAll : ReadableByAll;
            using var stream = entry.Open();
            stream.Write(content.Bytes.Span);
        }
    }

    /// <summary>Where wheels have scripts and programs, which pip puts into bin.</summary>
    private static bool IsProgram(string name) => name.Contains(".data/scripts/", StringComparison.Ordinal);

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
