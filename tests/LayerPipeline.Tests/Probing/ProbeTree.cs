using System.Diagnostics;
using System.Text.Json;
using LayerPipeline.Probing;
using Shouldly;

namespace LayerPipeline.Tests.Probing;

/// <summary>A folder of generated packages, and the real probe run on it by a real Python.</summary>
internal sealed class ProbeTree : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("probe-").FullName;

    public ProbeTree()
    {
        Directory.CreateDirectory(Root);
        foreach (var file in ProbeScript.Files)
        {
            Write(System.IO.Path.Combine(folder, "code", file.Name), file.Content.Span);
        }
    }

    public string Root => System.IO.Path.Combine(folder, "python");

    public string Scratch => System.IO.Path.Combine(folder, "scratch");

    /// <summary>What every probe gets unless a test says otherwise.</summary>
    public ProbeArguments Arguments =>
        new()
        {
            Root = Root,
            Scratch = Scratch,
            Mode = ProbeMode.Baseline,
            TimeoutSeconds = 20,
        };

    public string Path(string relative) => System.IO.Path.Combine(folder, relative);

    public ProbeTree With(string file, string content = "")
    {
        Write(System.IO.Path.Combine(Root, file), System.Text.Encoding.UTF8.GetBytes(content));
        return this;
    }

    public ProbeTree With(string file, byte[] content)
    {
        Write(System.IO.Path.Combine(Root, file), content);
        return this;
    }

    /// <summary>A script of behaviours, in a folder that <see cref="Path"/> finds as <c>behaviours</c>.</summary>
    public ProbeTree WithBehaviours(string distribution, string content)
    {
        Write(Path($"behaviours/{distribution}.py"), System.Text.Encoding.UTF8.GetBytes(content));
        return this;
    }

    public ProbeTree WithDistribution(string name, string version, params string[] files)
    {
        var info = $"{name}-{version}.dist-info";
        With(
            $"{info}/METADATA",
            $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nRequires-Dist: other>=1\n\nAbout.\nName: no field\n"
        );
        return With(
            $"{info}/RECORD",
            string.Join('\n', files.Append($"{info}/METADATA").Append($"{info}/RECORD").Select(file => $"{file},,"))
        );
    }

    public ProbeReport Probe() => Probe(Arguments);

    public ProbeReport Probe(ProbeArguments arguments, string? interpreter = null, Dictionary<string, string>? environment = null)
    {
        var errors = Python.Run(interpreter ?? Python.Interpreter, Command(arguments), environment);
        File.Exists(Path("result.json")).ShouldBeTrue(errors);
        var report = JsonSerializer.Deserialize(File.ReadAllBytes(Path("result.json")), ProbingJson.Default.ProbeReport);
        File.Delete(Path("result.json"));
        return report.ShouldNotBeNull();
    }

    /// <summary>Writes the arguments, and returns the command line that follows the interpreter's name.</summary>
    public IReadOnlyList<string> Command(ProbeArguments arguments)
    {
        File.WriteAllBytes(Path("args.json"), JsonSerializer.SerializeToUtf8Bytes(arguments, ProbingJson.Default.ProbeArguments));
        return [Path("code/probe"), Path("args.json"), Path("result.json")];
    }

    /// <summary>What a few lines print that use the probe's own classes.</summary>
    public string Say(string code)
    {
        var start = new ProcessStartInfo(
            Python.Interpreter,
            ["-B", "-c", $"import sys\nsys.path.insert(0, {JsonSerializer.Serialize(Path("code"))})\n{code}"]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
        return said.Trim();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void Write(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
