using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Pipeline;
using LayerPipeline.Pruning;
using LayerPipeline.Testing;

namespace LayerPipeline.Cli.Tests;

/// <summary>
/// Packages, made after reports of broken layers, that use files only when their functions are called: all are called on the layer and
/// on the untouched packages. One build makes the layer.
/// </summary>
[Collection(CliGroup.Name)]
public sealed class UsedFilesTests : IDisposable
{
    private const string Here = "import os\nHERE = os.path.dirname(__file__)\n";

    private const string Caller = """
        import importlib, json, os, sys
        tree, calls = sys.argv[1], sys.argv[2:]
        sys.path.insert(0, tree)
        def call(text):
            module, _, rest = text.partition(":")
            try:
                return repr(eval(rest, {"m": importlib.import_module(module)}))
            except BaseException as error:
                return f"{type(error).__name__}: {error}"
        print(json.dumps({text: call(text) for text in calls}))
        """;

    /// <summary>Calls on the packages that <see cref="WritePackages"/> makes, each behind its module.</summary>
    private static readonly string[] Calls =
    [
        "grids:m.sample()",
        "grids:m.lazy.Y",
        "grids:m.plugins.Z",
        "grids.stats:m.run('z').z_test()",
        "grids.t_test:m.t_test()",
        "casts.run:m.generic('builtin'), m.overview()",
        "casts.eager:m.SQL",
        "casts.indb:m.V",
        "casts.ask:m.PAGES",
        "tools:m.version()",
        "fats:m.model(), m.self_test()",
        "meshes:m.mesh('cube'), m.part('opamp'), m.api(), m.page('head'), m.kernel(), m.recipe()",
        "asks:m.PAGES, m.help('a.html')",
        "copens:m.FIRST",
        "falls:m.run()",
        "quiets:m.LIMIT",
        "docs:m.V",
        "docs._private:m.W",
        "bare:m.V",
    ];

    private readonly CliFolders _folders = new();

    public UsedFilesTests() =>
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64,
            "the wheels are made for Linux on x86_64"
        );

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task All_functions_work_on_the_layer_as_on_the_untouched_packages_and_nothing_was_repaired()
    {
        var python = await TestInterpreter.NewestOrSkipAsync();
        await WritePackagesAsync(python);

        var run = await CliRun.RunAsync([
            "build",
            .. Names,
            "--python",
            python.Minor,
            "--interpreter",
            python.Path,
            "-f",
            "wheels",
            "--no-index",
            .. Options,
        ]);

        run.ExitCode.ShouldBe(0, run.Error + run.Output);
        var layer = await CallAsync(python, RunFiles.Layer);
        layer.ShouldBe(await CallAsync(python, RunFiles.Raw));
        layer.Values.ShouldAllBe(value => !value.Contains("Error:"));
        Read(RunFiles.Repair, PruningJson.Default.RepairLog).Restored.ShouldBeEmpty();
        var reasons = Reasons();
        reasons["python/copens/doc/schema.xsd"].ShouldBe("opened by compiled code while the packages were probed");
        reasons["python/casts/examples/base.sqlite"].ShouldStartWith("opened by casts.indb");
        reasons["python/grids/_z_test.py"].ShouldBe("named by grids/stats.py");
        reasons["python/fats/libfat.so"].ShouldBe("left as it is: fats/__init__.py reads it as a file");
        await ShouldHaveGoneAsync("grids/tests/test_a.py", "asks/tests/test_0.py", "bin/quickhelp.sh", "copens/doc/other.xsd");
    }

    private static string[] Names => ["grids", "casts", "tools", "fats", "meshes", "asks", "copens", "falls", "quiets", "docs", "bare"];

    private static string[] Options => ["--bytecode", "none", "--no-measure", "--output", "out"];

    private async Task WritePackagesAsync(Interpreter python)
    {
        var compiler = new Compiler(_folders["compiled"]);
        Write("grids", Grids);
        Write("casts", Casts, ("examples/base.sqlite", await DatabaseAsync(python)));
        Write(
            "tools",
            [
                (
                    "__init__.py",
                    Here
                        + "import subprocess\ndef version():\n    return subprocess.run([os.path.join(os.path.dirname(HERE), 'bin', 'quicktool')]).returncode\n"
                ),
            ],
            ("../tools-1.0.data/scripts/quicktool", await File.ReadAllBytesAsync("/bin/true")),
            ("../tools-1.0.data/scripts/quickhelp.sh", "#!/bin/sh\necho help\n"u8.ToArray())
        );
        var library = await File.ReadAllBytesAsync(compiler.Compile("libfat.so", "int seven(void) { return 7; }"));
        Write("fats", Fats, ("libfat.so", [.. library, .. Zip()]));
        Write("meshes", Meshes);
        Write("asks", [.. Asks, .. Enumerable.Range(0, 10).Select(i => ($"tests/test_{i}.py", "import pytest\n"))]);
        const string First =
            "void *fopen(const char *, const char *); int fgetc(void *); int first(const char *p) { void *f = fopen(p, \"r\"); return f ? fgetc(f) : -1; }";
        Write("copens", Copens, ("libcopen.so", await File.ReadAllBytesAsync(compiler.Compile("libcopen.so", First))));
        Write("falls", Falls);
        Write("quiets", Quiets);
        Write("docs", [("__init__.py", "V = 1\n"), ("_private.py", "W = 2\n"), ("data.json", "{}")]);
        Write("bare", [("__init__.py", "from .hidden import V\n")], ("hidden.pyc", await BytecodeAsync(python, "V = 5")));
    }

    private void Write(string name, IEnumerable<(string Path, string Text)> texts, params (string Path, byte[] Content)[] others)
    {
        var files = texts.Select(file => ($"{name}/{file.Path}", (FileContent)file.Text));
        var more = others.Select(file =>
            (file.Path.StartsWith("../", StringComparison.Ordinal) ? file.Path[3..] : $"{name}/{file.Path}", (FileContent)file.Content)
        );
        new MadeWheels(_folders["wheels"]) { HasLibraries = true }.With(name, [], [.. files, .. more]);
    }

    private static IEnumerable<(string, string)> Grids =>
        [
            (
                "__init__.py",
                """
                import importlib
                _dyn = importlib.import_module("grids.core." + "tests" + "._dynamic")
                def __getattr__(name):
                    if name == "lazy":
                        return importlib.import_module("grids._lazy")
                    if name == "plugins":
                        return importlib.import_module("grids.tests._plugins")
                    raise AttributeError(name)
                def sample():
                    from .tests._sample import rows
                    return rows
                """
            ),
            ("core/__init__.py", ""),
            ("core/tests/__init__.py", ""),
            ("core/tests/_dynamic.py", "X = 1\n"),
            ("core/tests/test_core.py", "import pytest\n"),
            ("_lazy.py", "from .tests._fixtures import Y\n"),
            ("tests/__init__.py", ""),
            ("tests/_fixtures.py", "from ._deep import Y\n"),
            ("tests/_deep.py", "Y = 2\n"),
            ("tests/_plugins.py", "Z = 3\n"),
            ("tests/_sample.py", "rows = [1, 2]\n"),
            ("tests/test_a.py", "import pytest\n"),
            ("t_test.py", "def t_test():\n    return 0.5\n"),
            ("_z_test.py", "def z_test():\n    return 0.7\n"),
            ("stats.py", "def run(kind):\n    import importlib\n    return importlib.import_module(f'grids._{kind}_test')\n"),
        ];

    private static IEnumerable<(string, string)> Casts =>
        [
            ("__init__.py", ""),
            ("eager.py", "import pathlib\nSQL = (pathlib.Path(__file__).parent / 'macros/tests/generic/eager.sql').read_text()\n"),
            ("macros/tests/generic/eager.sql", "select 1"),
            (
                "indb.py",
                Here
                    + "import sqlite3\nV = sqlite3.connect('file:' + os.path.join(HERE, 'examples/base.sqlite') + '?immutable=1', uri=True).execute('select a from t').fetchall()\n"
            ),
            (
                "ask.py",
                Here
                    + "here = os.path.join(HERE, 'docs')\nif not os.path.isdir(here):\n    raise RuntimeError('the help is not installed')\nPAGES = sorted(os.listdir(here))\n"
            ),
            ("docs/a.html", "a"),
            ("docs/b.html", "bb"),
            (
                "run.py",
                "import pathlib\nHOME = pathlib.Path(__file__).parent\ndef generic(name):\n    return (HOME / 'project' / 'tests' / 'generic' / (name + '.sql')).read_text()\n"
                    + "def overview():\n    return (HOME / 'project/docs/overview.md').read_text()\n"
            ),
            ("project/tests/generic/builtin.sql", "select count(*) from x"),
            ("project/docs/overview.md", "# overview"),
        ];

    private static IEnumerable<(string, string)> Fats =>
        [
            (
                "__init__.py",
                Here
                    + "import ctypes\nP = os.path.join(HERE, 'libfat.so')\nassert ctypes.CDLL(P).seven() == 7\ndef model():\n    import zipfile\n    return zipfile.ZipFile(P).read('model.txt')\n"
                    + "def self_test():\n    import hashlib\n    return hashlib.sha256(open(P, 'rb').read()).hexdigest()\n"
            ),
        ];

    private static IEnumerable<(string, string)> Meshes =>
        [
            (
                "__init__.py",
                Here
                    + "def read(*parts):\n    return open(os.path.join(HERE, *parts)).read()\ndef mesh(name):\n    return read('models', name + '.obj')\ndef part(name):\n    return read('parts', name + '.lib')\n"
                    + "def api():\n    return read('api.h')\ndef page(name):\n    return read('pages', name + '.inc')\ndef kernel():\n    return read('kernels', 'blur.c')\ndef recipe():\n    return read('recipes', 'Makefile')\n"
            ),
            ("models/cube.obj", "v 0 0 0\n"),
            ("parts/opamp.lib", "LIBRARY\n"),
            ("api.h", "int add(int, int);\n"),
            ("pages/head.inc", "<head>\n"),
            ("kernels/blur.c", "__kernel void blur() {}\n"),
            ("recipes/Makefile", "all:\n"),
        ];

    private static IEnumerable<(string, string)> Asks =>
        [
            (
                "__init__.py",
                Here
                    + "here = os.path.join(HERE, 'docs')\nPAGES = sorted(os.listdir(here)) if os.path.isdir(here) else []\ndef help(name):\n    return name in PAGES\n"
            ),
            ("docs/a.html", "a"),
        ];

    private static IEnumerable<(string, string)> Copens =>
        [
            (
                "__init__.py",
                Here
                    + "import ctypes\nFIRST = ctypes.CDLL(os.path.join(HERE, 'libcopen.so')).first(os.path.join(HERE, 'doc', 'schema.xsd').encode())\nif FIRST < 0:\n    raise ValueError('no schema')\n"
            ),
            ("doc/schema.xsd", "<xs/>"),
            ("doc/other.xsd", "<xs/>"),
        ];

    private static IEnumerable<(string, string)> Falls =>
        [
            ("__init__.py", "try:\n    from falls.tests.fast import run\nexcept ImportError:\n    def run(): return 'slow'\n"),
            ("tests/__init__.py", ""),
            ("tests/fast.py", "def run(): return 'fast'\n"),
        ];

    private static IEnumerable<(string, string)> Quiets =>
        [
            (
                "__init__.py",
                Here
                    + "P = os.path.join(HERE, 'examples', 'limits.txt')\nLIMIT = 10\nif os.path.exists(P):\n    LIMIT = int(open(P).read())\n"
            ),
            ("examples/limits.txt", "99"),
        ];

    private static byte[] Zip()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("model.txt").Open();
            entry.Write(Encoding.UTF8.GetBytes("weights"));
        }

        return stream.ToArray();
    }

    private async Task<byte[]> DatabaseAsync(Interpreter python)
    {
        await RunAsync(
            python,
            "-c",
            $"import sqlite3; c = sqlite3.connect('{_folders["base"]}'); c.execute('create table t(a)'); c.commit()"
        );
        return await File.ReadAllBytesAsync(_folders["base"]);
    }

    private async Task<byte[]> BytecodeAsync(Interpreter python, string code)
    {
        var source = _folders.Write("hidden.py", code);
        await RunAsync(python, "-c", $"import py_compile; py_compile.compile('{source}', '{_folders["hidden.pyc"]}')");
        return await File.ReadAllBytesAsync(_folders["hidden.pyc"]);
    }

    private async Task<Dictionary<string, string>> CallAsync(Interpreter python, string archive)
    {
        var folder = _folders[archive + ".d"];
        await ZipFile.ExtractToDirectoryAsync(Path.Combine(_folders["out"], archive), folder);
        // Every call in a process of its own: none loads what another one needs.
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var call in Calls)
        {
            var said = await RunAsync(python, _folders.Write("caller.py", Caller), Path.Combine(folder, "python"), call);
            found[call] = JsonSerializer.Deserialize<Dictionary<string, string>>(said)![call].Replace(folder, "TREE");
        }

        return found;
    }

    private static async Task<string> RunAsync(Interpreter python, params string[] arguments)
    {
        var run = await Interpreters.RunAsync(python.Path, ["-S", "-B", .. arguments]);
        run.ExitCode.ShouldBe(0, run.StandardError);
        return run.StandardOutput;
    }

    private Dictionary<string, string> Reasons() =>
        Read(RunFiles.Prune, PruningJson.Default.PruneReport)
            .Entries.Where(entry => entry.Reason is not null)
            .ToDictionary(entry => entry.Path, entry => entry.Reason!, StringComparer.Ordinal);

    private T Read<T>(string file, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(_folders["out"], file)), type)!;

    private async Task ShouldHaveGoneAsync(params string[] paths)
    {
        await using var layer = await ZipFile.OpenReadAsync(Path.Combine(_folders["out"], RunFiles.Layer));
        var names = layer.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.Ordinal);
        names.ShouldContain("python/grids/__init__.py");
        paths.Where(path => names.Contains("python/" + path)).ShouldBeEmpty();
    }
}
