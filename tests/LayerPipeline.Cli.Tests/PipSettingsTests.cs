using LayerPipeline.Cli.Steps;

namespace LayerPipeline.Cli.Tests;

[Collection(CliGroup.Name)]
public sealed class PipSettingsTests
{
    /// <summary>Settings that fail, or leave the folder empty, unless they are neutralised.</summary>
    public static TheoryData<string, string, string> Clashing =>
        new()
        {
            { "install", "user", "true" },
            { "install", "prefix", "{0}/prefix" },
            { "install", "root", "{0}/root" },
            { "install", "dry-run", "true" },
            { "global", "require-virtualenv", "true" },
        };

    [Theory]
    [MemberData(nameof(Clashing))]
    public async Task A_setting_in_pip_conf_that_clashes_with_the_target_stops_no_build(string section, string name, string value)
    {
        using var folders = new CliFolders();
        folders.Write("pip.conf", $"[{section}]\n{name} = {string.Format(null, value, folders.Work)}\n");
        await BuildAsync(folders, "PIP_CONFIG_FILE", folders["pip.conf"]);
    }

    [Theory]
    [InlineData("PIP_USER", "1")]
    [InlineData("PIP_PREFIX", "prefix")]
    [InlineData("PIP_ROOT", "root")]
    [InlineData("PIP_DRY_RUN", "1")]
    [InlineData("PIP_REQUIRE_VIRTUALENV", "1")]
    [InlineData("PIP_CONSTRAINT", "limits.txt")]
    public async Task A_variable_that_clashes_with_the_target_stops_no_build(string name, string value)
    {
        using var folders = new CliFolders();
        folders.Write("limits.txt", "alpha<2\n");
        await BuildAsync(folders, name, value);
    }

    [Fact]
    public void Paths_in_variables_mean_the_users_folder()
    {
        using var folders = new TemporaryFolder();
        File.WriteAllText(folders["a.txt"], "");

        var variables = PipSettings.Variables(name => name == "PIP_CONSTRAINT" ? "a.txt https://example.org/b.txt" : null, folders.Path);

        variables["PIP_CONSTRAINT"].ShouldBe($"{folders["a.txt"]} https://example.org/b.txt");
        variables.ContainsKey("PIP_CERT").ShouldBeFalse();
    }

    private static async Task BuildAsync(CliFolders folders, string variable, string value)
    {
        var python = await TestInterpreter.NewestOrSkipAsync();
        var wheels = new MadeWheels(folders["wheels"]).WithPackage("alpha");
        Environment.SetEnvironmentVariable(variable, value);
        try
        {
            var run = await CliRun.RunAsync(["build", "alpha", "--python", python.Minor, "--no-measure", "-o", "out/a", .. wheels.Options]);

            run.ExitCode.ShouldBe(0, run.Error);
            SmallZip.Read(folders["out/a/layer.zip"]).Keys.ShouldContain("python/alpha/__init__.py");
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }
}
