using System.IO.Compression;
using System.Security.Cryptography;

namespace LayerPipeline.Testing;

/// <summary>Wheels that hold what a test says, and a RECORD without hashes.</summary>
public static class PlainWheel
{
    // A regular file with the mode 0755.
    private const int Executable = 0x81ED;

    /// <summary>Writes a wheel.</summary>
    /// <param name="folder">Where it goes.</param>
    /// <param name="name">Name of the distribution, as it is in file names.</param>
    /// <param name="version">Its version.</param>
    /// <param name="metadata">Lines of METADATA in addition to name and version.</param>
    /// <param name="files">Paths and contents.</param>
    /// <returns>The file's SHA-256 in lower-case hexadecimal.</returns>
    public static string Write(string folder, string name, string version, string metadata, params (string Path, string Content)[] files)
    {
        var stem = $"{name}-{version}";
        var info = stem + ".dist-info/";
        (string Path, string Content)[] all =
        [
            .. files,
            ($"{info}METADATA", $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{metadata}"),
            ($"{info}WHEEL", "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py2-none-any\nTag: py3-none-any\n"),
        ];
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, $"{stem}-py2.py3-none-any.whl");
        File.Delete(path);
        using (var wheel = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            foreach (
                var (file, content) in all.Append(
                    ($"{info}RECORD", string.Concat(all.Select(each => each.Path + ",,\n")) + $"{info}RECORD,,\n")
                )
            )
            {
                var entry = wheel.CreateEntry(file);
                if (file.Contains(".data/scripts/", StringComparison.Ordinal))
                {
                    entry.ExternalAttributes = Executable << 16;
                }

                using var text = new StreamWriter(entry.Open());
                text.Write(content);
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
    }
}
