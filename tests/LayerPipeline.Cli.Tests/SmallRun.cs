namespace LayerPipeline.Cli.Tests;

/// <summary>One finished run of a small package, built once for all tests of a class, which change copies of it.</summary>
public sealed class SmallRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task<string>> _interpreter;

    public SmallRun() => _interpreter = new(BuildAsync);

    /// <summary>The folder with the wheel that it was made of.</summary>
    internal string Wheels => _folder["wheels"];

    /// <summary>Copies the run to a folder that is not there yet.</summary>
    /// <returns>The path of the interpreter that it was built with.</returns>
    internal async Task<string> CopyToAsync(string folder)
    {
        var interpreter = await _interpreter.Value;
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(_folder["run"]))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return interpreter;
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> BuildAsync()
    {
        var interpreter = await TestInterpreter.NewestOrSkipAsync();
        new MadeWheels(_folder["wheels"]).WithPackage("alpha");
        string[] target = ["--interpreter", interpreter.Path, "--python", interpreter.Minor];
        var run = await CliRun.RunAsync(["build", "alpha", "-f", _folder["wheels"], "--no-index", "-o", _folder["run"], .. target]);
        run.ExitCode.ShouldBe(0, run.Error);
        return interpreter.Path;
    }
}
