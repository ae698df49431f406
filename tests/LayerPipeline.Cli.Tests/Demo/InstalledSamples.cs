using LayerPipeline.Demo;
using Shouldly;

namespace LayerPipeline.Cli.Tests.Demo;

/// <summary>The program's own samples, packed and installed once for the tests that only read them.</summary>
public sealed class InstalledSamples : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Python { get; private set; } = "";

    public string Site => _folder["site"];

    public DemoWheels Packed { get; private set; } = new([], [], []);

    /// <summary>Installs them before the first test, or skips the test: a fixture's own start can't.</summary>
    public async Task EnsureAsync()
    {
        if (Packed.Wheels.Count > 0)
        {
            return;
        }

        Python = await Interpreters.FindOrSkipAsync();
        var packed = await new SamplePacker().PackAsync(SamplePacker.DefaultFolder, _folder["wheels"], Python);
        var packages = DemoRequest.Read(SamplePacker.DefaultFolder, packed.LeftOut).Packages;
        string[] options = ["--no-index", "--no-compile", "--disable-pip-version-check"];

        var pip = await Interpreters.RunAsync(
            Python,
            ["-m", "pip", "install", .. options, "--find-links", _folder["wheels"], "--target", Site, .. packages]
        );
        pip.ExitCode.ShouldBe(0, pip.StandardError);
        Packed = packed;
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

    public void Dispose() => _folder.Dispose();
}
