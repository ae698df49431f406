using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LayerPipeline.Cli.Tests;

/// <summary>Wheels made for one test, in a folder that pip installs from.</summary>
internal sealed class MadeWheels(string folder)
{
    /// <summary>The options that let pip see these wheels and nothing else.</summary>
    public string[] Options => ["--find-links", folder, "--no-index"];

    /// <summary>Makes a wheel of pure Python.</summary>
    /// <param name="name">Name of the distribution, version 1.0.</param>
    /// <param name="needs">Names of distributions that it needs.</param>
    /// <param name="files">Paths and contents.</param>
    public MadeWheels With(string name, string[] needs, params (string Path, string Content)[] files)
    {
        var info = $"{name.Replace('-', '_')}-1.0.dist-info/";
        var all = files.ToDictionary(file => file.Path, file => file.Content, StringComparer.Ordinal);
        all[info + "METADATA"] =
            $"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n" + string.Concat(needs.Select(need => $"Requires-Dist: {need}\n"));
        all[info + "WHEEL"] = "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n";
        all[info + "RECORD"] =
            string.Concat(all.Select(file => $"{file.Key},sha256={HashOf(file.Value)},{file.Value.Length}\n")) + $"{info}RECORD,,\n";
        Directory.CreateDirectory(folder);
        SmallZip.Write(Path.Combine(folder, $"{name.Replace('-', '_')}-1.0-py3-none-any.whl"), all);
        return this;
    }

    private static string HashOf(string content) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
