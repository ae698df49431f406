using System.Text.Json;
using LayerPipeline.Checking;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Pipeline;
using LayerPipeline.Recording;

namespace LayerPipeline.Cli.Tests;

/// <summary>Builds of made wheels: from the folder <c>wheels</c> of a test into its folder <c>out/x</c>, without a network.</summary>
internal static class MadeBuild
{
    private const string Output = "out/x";

    /// <summary>Builds a layer with the newest Python of this machine; it measures nothing and compiles only what it is told to.</summary>
    /// <param name="folders">The test's folders.</param>
    /// <param name="package">What is asked for.</param>
    /// <param name="more">More options.</param>
    public static async Task<CliRun> BuildAsync(this CliFolders folders, string package, params string[] more)
    {
        var python = await TestInterpreter.NewestOrSkipAsync();
        string[] target = ["--interpreter", python.Path, "--python", python.Minor];
        string[] place = ["--find-links", folders["wheels"], "--no-index", "--output", folders[Output]];
        string[] quick = more.Contains("--bytecode") ? ["--no-measure"] : ["--no-measure", "--bytecode", "none"];
        return await CliRun.RunAsync(["build", package, .. target, .. place, .. quick, .. more]);
    }

    /// <summary>Whether the build left anything where its result would be.</summary>
    public static bool HasOutput(this CliFolders folders) => Directory.Exists(folders[Output]);

    /// <summary>The path of a file of the finished run.</summary>
    public static string OfRun(this CliFolders folders, string file) => Path.Combine(folders[Output], file);

    public static LayerManifest Manifest(this CliFolders folders) => DemoBuild.Manifest(folders[Output]);

    public static GateStatus Gate(this CliFolders folders, string name)
    {
        var check = JsonSerializer.Deserialize(File.ReadAllBytes(folders.OfRun(RunFiles.Check)), CheckingJson.Default.CheckReport)!;
        return check.Gates.Single(gate => gate.Gate == name).Status;
    }
}
