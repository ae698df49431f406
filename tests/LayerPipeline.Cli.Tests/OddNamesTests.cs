using System.ComponentModel;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using LayerPipeline.Pruning;

namespace LayerPipeline.Cli.Tests;

/// <summary>A library is what its bytes say: a chain of them, each named in another odd way, is built, trimmed and proven.</summary>
[Collection(CliGroup.Name)]
public sealed class OddNamesTests : IDisposable
{
    private static readonly string[] Names =
    [
        "libcrypto-5409cd36.so.1.1.1k",
        "libb.so.6-abc",
        "libc.dylib.so",
        "plain",
        "engine.plugin",
        "libd.so",
        "libe-0a1b2c3d.so.1.2.3",
        "LIBF.SO",
        "libg.so.2024a",
        "data.bin",
    ];

    private readonly CliFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task A_chain_of_libraries_with_odd_names_is_built_trimmed_and_proven()
    {
        var interpreter = await TestInterpreter.NewestOrSkipAsync();
        WriteWheel(CompileChain());

        var run = await CliRun.RunAsync([
            "build",
            "odd",
            "--interpreter",
            interpreter.Path,
            "--python",
            interpreter.Minor,
            "-f",
            "wheels",
            "--no-index",
            "--output",
            "out/x",
        ]);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("Proven: everything");
        run.Output.ShouldContain("9 found in the layer, none missing");
        var report = JsonSerializer.Deserialize(
            await File.ReadAllBytesAsync(_folders["out/x/prune.json"], TestContext.Current.CancellationToken),
            PruningJson.Default.PruneReport
        )!;
        report
            .Entries.Where(entry => entry.ChangedBy == "trim")
            .Select(entry => Path.GetFileName(entry.Path))
            .ShouldBe(Names, ignoreOrder: true);
        foreach (var name in Names)
        {
            LayerFile($"python/odd/_libs/{name}").ShouldNotContain(".debug_info", Case.Sensitive, name);
        }
    }

    private string LayerFile(string name)
    {
        using var layer = ZipFile.OpenRead(_folders["out/x/layer.zip"]);
        using var reader = new StreamReader(layer.GetEntry(name)!.Open(), Encoding.Latin1);
        return reader.ReadToEnd();
    }

    /// <summary>Each needs the next one and can't be loaded without it; the last one gives the answer.</summary>
    private List<string> CompileChain()
    {
        Directory.CreateDirectory(_folders["libs"]);
        for (var index = Names.Length - 1; index >= 0; index--)
        {
            var isLast = index == Names.Length - 1;
            var body = isLast ? "return x;" : $"extern int f{index + 1}(int); return f{index + 1}(x) + 1;";
            _folders.Write("source.c", $"int f{index}(int x) {{ {body} }}\n");
            string[] next = isLast ? [] : ["./" + Names[index + 1]];
            Gcc([
                "-g",
                "-shared",
                "-fPIC",
                "-o",
                Names[index],
                "../source.c",
                .. next,
                $"-Wl,-soname,{Names[index]}",
                "-Wl,-rpath,$ORIGIN",
            ]);
        }

        return [.. Names.Select(name => _folders[$"libs/{name}"])];
    }

    private void Gcc(string[] arguments)
    {
        try
        {
            using var gcc = Process.Start(new ProcessStartInfo("gcc", arguments) { WorkingDirectory = _folders["libs"] })!;
            gcc.WaitForExit();
            gcc.ExitCode.ShouldBe(0);
        }
        catch (Win32Exception)
        {
            Assert.Skip("gcc is not installed");
        }
    }

    private void WriteWheel(IEnumerable<string> libraries)
    {
        const string Info = "odd-1.0.dist-info/";
        var files = libraries.ToDictionary(path => "odd/_libs/" + Path.GetFileName(path), File.ReadAllBytes);
        files["odd/__init__.py"] = Encoding.UTF8.GetBytes(
            "import ctypes, os\n"
                + $"library = ctypes.CDLL(os.path.join(os.path.dirname(__file__), '_libs', '{Names[0]}'))\n"
                + $"assert library.f0(1) == {Names.Length}\n"
        );
        files[Info + "METADATA"] = "Metadata-Version: 2.1\nName: odd\nVersion: 1.0\n"u8.ToArray();
        files[Info + "WHEEL"] = "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"u8.ToArray();
        files[Info + "RECORD"] = Encoding.UTF8.GetBytes(string.Concat(files.Keys.Append(Info + "RECORD").Select(path => path + ",,\n")));
        Directory.CreateDirectory(_folders["wheels"]);
        using var wheel = ZipFile.Open(_folders["wheels/odd-1.0-py3-none-any.whl"], ZipArchiveMode.Create);
        foreach (var (name, content) in files)
        {
            using var entry = wheel.CreateEntry(name).Open();
            entry.Write(content);
        }
    }
}
