using LayerPipeline.Cli.Tests.Demo;

namespace LayerPipeline.Cli.Tests;

/// <summary>A machine of its own: folders with small scripts that answer as interpreters do.</summary>
internal sealed class FakePythons : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    public FakePythons()
    {
        Directory.CreateDirectory(_folder["bin"]);
        _variables["PATH"] = _folder["nowhere"] + Path.PathSeparator + _folder["bin"];
        _variables["HOME"] = _folder["home"];
    }

    public string this[string path] => _folder[path];

    public FakePythons Set(string variable, string path)
    {
        _variables[variable] = _folder[path];
        return this;
    }

    public FakePythons With(string path, string version, string machine = "x86_64", bool pip = true) =>
        WithScript(path, $"echo {version} {machine} Linux {pip}");

    public FakePythons WithScript(string path, string body)
    {
        Script.Write(_folder[path], body);
        return this;
    }

    public string? Environment(string name) => _variables.GetValueOrDefault(name);

    public void Dispose() => _folder.Dispose();
}
