using LayerPipeline.Cli.Local;

namespace LayerPipeline.Tests.Cli;

/// <summary>Verifies layers that were made elsewhere, with the newest Python of this machine.</summary>
[Collection(CliGroup.Name)]
public sealed class VerifyTests : IDisposable
{
    private readonly CliFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task Packages_in_site_packages_are_probed_with_those_beside()
    {
        var python = await TestInterpreter.NewestOrSkipAsync();
        var site = $"python/lib/python{python.Minor}/site-packages/";

        var run = await VerifyAsync(
            python,
            (site + "alpha/__init__.py", "import beta"),
            (site + "alpha/broken.py", "import beta.gone"),
            ("python/beta.py", "")
        );

        run.ExitCode.ShouldBe(3, run.Output);
        run.Output.ShouldContain("2 of 3 modules import");
        run.Output.ShouldContain($"3 of 3 entries below python/, 2 of them below {site}");
        run.Error.ShouldContain("alpha.broken: ModuleNotFoundError: No module named 'beta.gone'");
    }

    [Fact]
    public async Task Packages_of_another_Python_fail()
    {
        var run = await VerifyAsync(await TestInterpreter.NewestOrSkipAsync(), ("python/lib/python3.6/site-packages/alpha.py", ""));

        run.ExitCode.ShouldBe(3, run.Output);
        run.Error.ShouldContain("for example 'python/lib/python3.6/site-packages/alpha.py'");
        run.Error.ShouldContain("imports: 0 modules found");
    }

    private Task<CliRun> VerifyAsync(Interpreter python, params (string Name, string Text)[] files)
    {
        SmallZip.Write(_folders["layer.zip"], files.ToDictionary(file => file.Name, file => file.Text, StringComparer.Ordinal));
        return CliRun.RunAsync("verify", _folders["layer.zip"], "--python", python.Minor, "--interpreter", python.Path);
    }
}
