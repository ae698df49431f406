using LayerPipeline.Cli.Demo;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Demo;

/// <summary>The program's own samples, packed and installed once for the tests that only read them.</summary>
public sealed class InstalledSamples : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public string Python { get; private set; } = "";

    public string Site => _folder["site"];

    public DemoWheels Packed { get; private set; } = new([], [], []);

    public async ValueTask InitializeAsync()
    {
        Python = await Interpreters.FindOrSkipAsync();
        Packed = await new SamplePacker().PackAsync(SamplePacker.DefaultFolder, _folder["wheels"], Python);
        var packages = DemoRequest.Read(SamplePacker.DefaultFolder, Packed.LeftOut).Packages;
        string[] options = ["--no-index", "--no-compile", "--disable-pip-version-check"];

        var pip = await Interpreters.RunAsync(
            Python,
            ["-m", "pip", "install", .. options, "--find-links", _folder["wheels"], "--target", Site, .. packages]
        );
        pip.ExitCode.ShouldBe(0, pip.StandardError);
    }

    /// <summary>Copies what was installed, but the files that a recipe would delete.</summary>
    public void CopyWithout(Func<string, bool> deleted, string target)
    {
        foreach (var path in Directory.EnumerateFiles(Site, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(Site, path).Replace(Path.DirectorySeparatorChar, '/');
            if (!deleted(name))
            {
                var copy = Path.Combine(target, name);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(path, copy);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
