using System.Runtime.InteropServices;

namespace LayerPipeline.Cli.Tests;

/// <summary>Builds for a machine that is not this one: nothing can be run, and that is said.</summary>
[Collection(CliGroup.Name)]
public sealed class ForeignBuildTests : IDisposable
{
    private readonly CliFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task A_layer_for_another_architecture_is_marked_and_what_pip_left_out_is_named()
    {
        var (architecture, machine) = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? ("x86_64", "x86_64") : ("arm64", "aarch64");
        var interpreter = await TestInterpreter.NewestOrSkipAsync();
        new MadeWheels(_folders["wheels"]).WithPackage("alpha", $"beta; platform_machine == '{machine}'").WithPackage("beta");

        var run = await CliRun.RunAsync(
            "build",
            "alpha",
            "--python",
            interpreter.Minor,
            "--architecture",
            architecture,
            "--interpreter",
            interpreter.Path,
            "--find-links",
            _folders["wheels"],
            "--no-index",
            "--output",
            _folders["out/foreign"]
        );

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("warning: alpha needs 'beta; platform_machine ==");
        run.Output.ShouldContain("add it to packages");
        run.Output.ShouldContain("UNPROVEN");
        run.Output.ShouldContain("nothing run; imports of");
        SmallZip.Read(_folders["out/foreign/layer.zip"]).Keys.ShouldContain(name => name.EndsWith(".pyc", StringComparison.Ordinal));
    }
}
