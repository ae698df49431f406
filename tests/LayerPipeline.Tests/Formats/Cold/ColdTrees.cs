using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Cold;
using LayerPipeline.Tests.Probing;

namespace LayerPipeline.Tests.Formats.Cold;

/// <summary>The same made packages twice on disk: as a plain tree, and as one that keeps them in a cold store.</summary>
internal sealed class ColdTrees : IDisposable
{
    /// <summary>Files of the unit parcel, which has two top-level modules and a part of a namespace.</summary>
    private static readonly Dictionary<string, string> Parcel = new(StringComparer.Ordinal)
    {
        ["parcel/__init__.py"] = "\"\"\"A made package.\"\"\"\n\nNAME = __name__\n",
        ["parcel/__main__.py"] = "import sys\n\nprint('main', __name__, sys.argv[1:])\n",
        ["parcel/base.py"] =
            "X = 1\n\n\ndef fail():\n    raise ValueError('here')\n\n\nclass Point:\n    def __init__(self, x):\n        self.x = x\n\n    def __eq__(self, other):\n        return self.x == other.x\n",
        ["parcel/broken.py"] = "import what_nobody_has\n",
        ["parcel/inner/__init__.py"] = "from parcel.base import X\n",
        ["parcel/inner/deep.py"] = "Y = 2\n",
        ["parcel/inner/text.txt"] = "text\n",
        ["shelf/left/__init__.py"] = "",
        ["shelf/left/book.py"] = "import parcel.base\n\nTITLE = f'book {parcel.base.X}'\n",
        ["native_like.py"] = "A = 5\nif __name__ == '__main__':\n    print('as a program')\n",
    };

    private readonly TemporaryFolder _folder = new();

    public ColdTrees(ColdCodec? codec = null, int filler = 0)
    {
        var files = Parcel.ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value), StringComparer.Ordinal);
        files["parcel/blob.bin"] = new byte[filler];
        var record = string.Concat(files.Keys.Order(StringComparer.Ordinal).Select(path => $"{path},,\n"));
        foreach (var tree in new[] { Plain, Cold })
        {
            Write(tree, "parcel-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: parcel\nVersion: 1.0\n"u8.ToArray());
            Write(tree, "parcel-1.0.dist-info/RECORD", Encoding.UTF8.GetBytes(record));
        }

        foreach (var (path, content) in files)
        {
            Write(Plain, path, content);
        }

        WriteStore(Cold, codec ?? ColdCodec.Zlib, files);
        Directory.CreateDirectory(Temporary);
    }

    public string Plain => _folder["plain"];

    public string Cold => _folder["cold"];

    public string Temporary => _folder["tmp"];

    public string this[string name] => _folder[name];

    /// <summary>The folder to which the unit is inflated.</summary>
    public string Inflated => Path.Combine(Directory.GetDirectories(Temporary, "layer-cold-*").Single(), "parcel");

    /// <summary>Runs Python code with a tree on its path; every run has the same temporary folder.</summary>
    public string Run(string tree, string code, string? interpreter = null, params (string Name, string Value)[] environment) =>
        Finish(Start(tree, ["-c", code], interpreter, environment));

    /// <summary>Runs a behaviour of behaviours.py.</summary>
    public string Behave(string tree, string name, string? interpreter = null) =>
        Finish(Start("", [Path.Combine(AppContext.BaseDirectory, "Formats", "Cold", "behaviours.py"), name, tree], interpreter, []))
            .Replace(tree, "<tree>", StringComparison.Ordinal);

    public Process Start(string tree, IEnumerable<string> arguments, string? interpreter, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(interpreter ?? Python.Interpreter, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = _folder.Path,
        };
        foreach (var (name, value) in environment.Prepend(("PYTHONDONTWRITEBYTECODE", "1")).Prepend(("TMPDIR", Temporary)))
        {
            start.Environment[name] = value;
        }

        start.Environment["PYTHONPATH"] = tree.Length > 0 ? tree : null;
        return Process.Start(start)!;
    }

    /// <summary>What a process wrote to both streams.</summary>
    public static string Finish(Process process)
    {
        using (process)
        {
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output + errors.Result;
        }
    }

    public void Dispose() => _folder.Dispose();

    private static void WriteStore(string tree, ColdCodec codec, Dictionary<string, byte[]> files)
    {
        var stored = files
            .OrderBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => new ColdFile(file.Key, UnixMode.File, file.Value.Length, SHA256.HashData(file.Value)))
            .ToList();
        var frame = new ColdFrame("parcel", codec, stored, codec.Compress(stored.Select(file => (ReadOnlyMemory<byte>)files[file.Path])));
        var store = ColdStoreWriter.Make([frame]).SelectMany(part => part.ToArray()).ToArray();
        foreach (var (name, content) in ColdNames.RuntimeHalf())
        {
            Write(tree, Below(name), content);
        }

        Write(tree, Below(ColdNames.Store), store);
        foreach (var stub in files.Keys.Select(ColdNames.StubOf).OfType<string>())
        {
            Write(tree, stub, ColdNames.Stub("parcel"));
        }
    }

    private static string Below(string name) => name["python/".Length..];

    private static void Write(string tree, string path, byte[] content)
    {
        var file = Path.Combine(tree, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }
}
