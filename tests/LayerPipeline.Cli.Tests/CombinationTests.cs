namespace LayerPipeline.Cli.Tests;

/// <summary>Builds of one and of several combinations into the default folder, one after the other.</summary>
[Collection(CliGroup.Name)]
public sealed class CombinationTests : IDisposable
{
    private readonly CliFolders _folders = new();

    /// <summary>What is left out makes no difference to where the files go.</summary>
    private static readonly string[] Quick = ["--no-measure", "--bytecode", "none"];

    public CombinationTests() => new MadeWheels(_folders["wheels"]).WithPackage("alpha");

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task A_build_of_one_and_builds_of_several_leave_each_other_alone()
    {
        var interpreter = await TestInterpreter.NewestOrSkipAsync();
        string[] one = ["build", "alpha", "--python", interpreter.Minor, .. Offline(interpreter.Path)];
        string[] two = [.. one, "--architecture", "x86_64", "--architecture", "arm64"];

        foreach (var arguments in new[] { one, two, one })
        {
            var run = await CliRun.RunAsync(arguments);

            run.ExitCode.ShouldBe(0, run.Error);
        }

        foreach (var folder in new[] { "", $"python{interpreter.Minor}-x86_64", $"python{interpreter.Minor}-arm64" })
        {
            File.Exists(_folders[Path.Combine("out/alpha", folder, "manifest.json")]).ShouldBeTrue(folder);
        }
    }

    private static string[] Offline(string interpreter) =>
        ["--interpreter", interpreter, "-f", "wheels", "--no-index", "--unproven", .. Quick];
}
