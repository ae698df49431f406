using System.Buffers.Text;
using System.Security.Cryptography;

namespace LayerPipeline.Cli.Tests;

/// <summary>Wheels made for one test, in a folder that pip installs from.</summary>
internal sealed class MadeWheels(string folder)
{
    private const string Pure = "py3-none-any";

    /// <summary>The version of the distributions.</summary>
    public string Version { get; init; } = "1.0";

    /// <summary>Whether the wheels are for Linux on x86_64, as those with libraries are.</summary>
    public bool HasLibraries { get; init; }

    /// <summary>The options that let pip see these wheels and nothing else.</summary>
    public string[] Options => ["--find-links", folder, "--no-index"];

    /// <summary>Makes a wheel.</summary>
    /// <param name="name">Name of the distribution.</param>
    /// <param name="needs">Requirements of other distributions.</param>
    /// <param name="files">Paths and contents.</param>
    public MadeWheels With(string name, string[] needs, params (string Path, FileContent Content)[] files)
    {
        var tag = HasLibraries ? "py3-none-manylinux_2_17_x86_64" : Pure;
        var stem = $"{name.Replace('-', '_')}-{Version}";
        var info = stem + ".dist-info/";
        var all = files.ToDictionary(file => file.Path, file => file.Content, StringComparer.Ordinal);
        all[info + "METADATA"] =
            $"Metadata-Version: 2.1\nName: {name}\nVersion: {Version}\n" + string.Concat(needs.Select(need => $"Requires-Dist: {need}\n"));
        all[info + "WHEEL"] = $"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: {(HasLibraries ? "false" : "true")}\nTag: {tag}\n";
        all[info + "RECORD"] = string.Concat(all.Select(file => $"{file.Key},{Digest(file.Value)}\n")) + $"{info}RECORD,,\n";
        Directory.CreateDirectory(folder);
        SmallZip.Write(Path.Combine(folder, $"{stem}-{tag}.whl"), all.Select(file => (file.Key, file.Value)));
        return this;
    }

    /// <summary>Makes a wheel of a package with one module and a file of tests.</summary>
    /// <param name="name">Name of the distribution and of its package.</param>
    /// <param name="needs">Requirements of other distributions.</param>
    public MadeWheels WithPackage(string name, params string[] needs) =>
        With(
            name,
            needs,
            ($"{name}/__init__.py", $"__version__ = '{Version}'\n"),
            ($"{name}/extra.py", "VALUE = 42\n"),
            ($"{name}/tests/__init__.py", ""),
            ($"{name}/tests/test_{name}.py", $"import {name}\n")
        );

    private static string Digest(FileContent content) =>
        $"sha256={Base64Url.EncodeToString(SHA256.HashData(content.Bytes.Span))},{content.Bytes.Length}";
}
