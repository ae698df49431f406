using System.IO.Compression;

namespace LayerPipeline.Cli.Tests;

/// <summary>Packs wheels of a few lines.</summary>
internal static class SmallWheel
{
    /// <summary>Writes a wheel with a package of one module and a file of tests.</summary>
    public static void Write(string folder, string name, string version, params string[] requirements)
    {
        Directory.CreateDirectory(folder);
        var info = $"{name}-{version}.dist-info/";
        var needs = string.Concat(requirements.Select(requirement => $"Requires-Dist: {requirement}\n"));
        Dictionary<string, string> files = new(StringComparer.Ordinal)
        {
            [$"{name}/__init__.py"] = $"__version__ = '{version}'\n",
            [$"{name}/extra.py"] = "VALUE = 42\n",
            [$"{name}/tests/__init__.py"] = "",
            [$"{name}/tests/test_{name}.py"] = $"import {name}\n",
            [info + "METADATA"] = $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needs}",
            [info + "WHEEL"] = "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        };
        files[info + "RECORD"] = string.Concat(files.Keys.Append(info + "RECORD").Select(path => path + ",,\n"));
        SmallZip.Write(Path.Combine(folder, $"{name}-{version}-py3-none-any.whl"), files);
    }
}

/// <summary>Packs zips of a few lines.</summary>
internal static class SmallZip
{
    private const int ReadableByAll = 0x81A4 << 16;

    public static void Write(string path, IReadOnlyDictionary<string, string> files)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, text) in files)
        {
            var entry = zip.CreateEntry(name);
            entry.ExternalAttributes = ReadableByAll;
            using var writer = new StreamWriter(entry.Open());
            writer.Write(text);
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
