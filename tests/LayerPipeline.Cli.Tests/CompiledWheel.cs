using System.ComponentModel;
using System.Diagnostics;
using System.IO.Compression;

namespace LayerPipeline.Cli.Tests;

/// <summary>Packs wheels with libraries that the machine's gcc compiles; the test is skipped where there is none.</summary>
/// <param name="folder">A folder for the compiler's files.</param>
internal sealed class CompiledWheel(string folder)
{
    private const int ReadableByAll = 0x81A4 << 16;
    private const int ExecutableByAll = 0x81ED << 16;

    /// <summary>An extension module without Python's headers: its definition, as they lay it out on 64 bits, and the call that takes it.</summary>
    private const string Extension = """
        struct { long count; void *type, *init; long index; void *copy; const char *name, *doc; long size; void *rest[5]; }
            definition = { 1, 0, 0, 0, 0, "NAME", 0, -1, { 0 } };
        void *PyModule_Create2(void *, int);
        void *PyInit_NAME(void) { return PyModule_Create2(&definition, 1013); }
        """;

    /// <summary>Compiles a library that something else may need.</summary>
    /// <param name="name">Its file's name and DT_SONAME.</param>
    /// <param name="needs">Paths of libraries that it needs.</param>
    /// <returns>Its path.</returns>
    public string Library(string name, params string[] needs) => Compile(name, "int of_library(void) { return 7; }", needs);

    /// <summary>Compiles a library of one's own.</summary>
    /// <param name="name">Its file's name.</param>
    /// <param name="source">Its code, in C.</param>
    /// <returns>The file's bytes.</returns>
    public byte[] LibraryOf(string name, string source) => File.ReadAllBytes(Compile(name, source, []));

    /// <summary>Compiles an extension module.</summary>
    /// <param name="name">The module's name, without a package.</param>
    /// <param name="needs">Paths of libraries that it needs.</param>
    /// <returns>The file's bytes.</returns>
    public byte[] Module(string name, params string[] needs) =>
        File.ReadAllBytes(Compile($"{name}.abi3.so", Extension.Replace("NAME", name, StringComparison.Ordinal), needs));

    /// <summary>Packs a wheel for this machine.</summary>
    /// <param name="target">Folder that it goes to.</param>
    /// <param name="name">The distribution's name.</param>
    /// <param name="files">Contents by path; text or bytes.</param>
    public static void Write(string target, string name, IReadOnlyDictionary<string, object> files)
    {
        Directory.CreateDirectory(target);
        var info = $"{name}-1.0.dist-info/";
        var all = new Dictionary<string, object>(files, StringComparer.Ordinal)
        {
            [info + "METADATA"] = $"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
            [info + "WHEEL"] = "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: false\nTag: py3-none-manylinux_2_17_x86_64\n",
        };
        all[info + "RECORD"] = string.Concat(all.Keys.Append(info + "RECORD").Select(path => path + ",,\n"));
        using var zip = ZipFile.Open(Path.Combine(target, $"{name}-1.0-py3-none-manylinux_2_17_x86_64.whl"), ZipArchiveMode.Create);
        foreach (var (path, content) in all)
        {
            var entry = zip.CreateEntry(path);
            entry.ExternalAttributes = content is byte[] ? ExecutableByAll : ReadableByAll;
            using var stream = entry.Open();
            stream.Write(content as byte[] ?? System.Text.Encoding.UTF8.GetBytes((string)content));
        }
    }

    private string Compile(string name, string source, string[] needs)
    {
        Directory.CreateDirectory(folder);
        var (file, output) = (Path.Combine(folder, "source.c"), Path.Combine(folder, name));
        File.WriteAllText(file, source);
        string[] options = ["-shared", "-fPIC", "-O1", "-nostdlib", "-Wl,--no-as-needed", $"-Wl,-soname,{name}", "-o", output];
        try
        {
            using var gcc = Process.Start(new ProcessStartInfo("gcc", [file, .. options, .. needs]))!;
            gcc.WaitForExit();
            gcc.ExitCode.ShouldBe(0);
        }
        catch (Win32Exception)
        {
            Assert.Skip("gcc is not installed");
        }

        return output;
    }
}
