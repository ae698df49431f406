using CliWrap;
using CliWrap.Buffered;
using LayerPipeline.Probing;
using LayerPipeline.Testing;

namespace LayerPipeline.Functions.Tests.Workflow;

/// <summary>A build container's working folder with the tools in it, and the driver's functions to call.</summary>
internal sealed class DriverFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("driver-");

    public string Path => _folder.FullName;

    public string this[string name] => System.IO.Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);

    public DirectoryInfo CreateFolder(string name) => _folder.CreateSubdirectory(name);

    public void WriteTools()
    {
        var tools = CreateFolder("tools").FullName;
        foreach (var name in new[] { "build.py", "uv_install.py" })
        {
            File.Copy(Repository.Find("src/Workflow/" + name), System.IO.Path.Combine(tools, name));
        }

        foreach (var file in ProbeScript.Files)
        {
            var path = System.IO.Path.Combine(tools, file.Name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Content.ToArray());
        }
    }

    /// <summary>Runs statements of Python that know the driver as <c>build</c>.</summary>
    /// <param name="interpreter">The Python.</param>
    /// <param name="statements">The statements.</param>
    /// <param name="mayFail">Whether they may end with an error.</param>
    public async Task<BufferedCommandResult> RunAsync(string interpreter, string statements, bool mayFail = false)
    {
        var code = "import json, os, sys\nsys.dont_write_bytecode = True\nsys.path.insert(0, 'tools')\nimport build\n" + statements;
        return await CliWrap
            .Cli.Wrap(interpreter)
            .WithArguments(["-c", code])
            .WithWorkingDirectory(Path)
            .WithValidation(mayFail ? CommandResultValidation.None : CommandResultValidation.ZeroExitCode)
            .ExecuteBufferedAsync();
    }
}
