using System.IO.Compression;
using System.Text;
using System.Text.Json;
using LayerPipeline.Pipeline;
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
        WriteWheel(CompileChain());

        var run = await _folders.BuildAsync("odd");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("Proven: everything");
        run.Output.ShouldContain("9 found in the layer, none missing");
        var report = JsonSerializer.Deserialize(
            await File.ReadAllBytesAsync(_folders.OfRun(RunFiles.Prune), TestContext.Current.CancellationToken),
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
        using var layer = ZipFile.OpenRead(_folders.OfRun(RunFiles.Layer));
        using var reader = new StreamReader(layer.GetEntry(name)!.Open(), Encoding.Latin1);
        return reader.ReadToEnd();
    }

    /// <summary>Each needs the next one and can't be loaded without it; the last one gives the answer.</summary>
    private string[] CompileChain()
    {
        var compiler = new Compiler(_folders["libs"]);
        var paths = new string[Names.Length];
        for (var index = Names.Length - 1; index >= 0; index--)
        {
            var isLast = index == Names.Length - 1;
            var body = isLast ? "return x;" : $"extern int f{index + 1}(int); return f{index + 1}(x) + 1;";
            string[] next = isLast ? [] : ["./" + Names[index + 1]];
            paths[index] = compiler.Compile(
                Names[index],
                $"int f{index}(int x) {{ {body} }}\n",
                ["-g", "-O0", .. next, "-Wl,-rpath,$ORIGIN"]
            );
        }

        return paths;
    }

    private void WriteWheel(string[] libraries)
    {
        var code =
            "import ctypes, os\n"
            + $"library = ctypes.CDLL(os.path.join(os.path.dirname(__file__), '_libs', '{Names[0]}'))\n"
            + $"assert library.f0(1) == {Names.Length}\n";
        new MadeWheels(_folders["wheels"]).With(
            "odd",
            [],
            [
                .. libraries.Select(path => ("odd/_libs/" + Path.GetFileName(path), (FileContent)File.ReadAllBytes(path))),
                ("odd/__init__.py", code),
            ]
        );
    }
}
