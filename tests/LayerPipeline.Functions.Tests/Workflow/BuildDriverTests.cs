using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using LayerPipeline.Probing;
using LayerPipeline.Testing;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Workflow;

/// <summary>The build driver's probe of a small tree, with the system's Python: others may lie where only root can look.</summary>
public sealed class BuildDriverTests : IDisposable
{
    private const string Interpreter = "/usr/bin/python3";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("driver-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_only_root_can_do_fails_on_the_untouched_packages_as_it_will_in_a_function()
    {
        SkipUnlessRoot();

        var report = await ProbeAsync("import os\nassert os.geteuid() != 0\nopen('/etc/shadow').close()\n", change: "");

        report.User.ShouldBe(new ProbeUser("nobody"));
        report.Modules.ShouldHaveSingleItem().Error!.Type.ShouldBe("PermissionError");
    }

    [Fact]
    public async Task Where_no_other_user_can_run_Python_root_probes_and_the_report_says_why()
    {
        SkipUnlessRoot();

        var report = await ProbeAsync("import os\nassert os.geteuid() == 0\n", change: "build.UNPRIVILEGED = 'nobody-of-that-name'");

        report.User!.Name.ShouldBe("root");
        report.User.Reason.ShouldNotBeNull().ShouldContain("nobody-of-that-name");
        report.Modules.ShouldHaveSingleItem().Ok.ShouldBeTrue();
    }

    /// <summary>pip may leave a file that only its owner can read; in the layer all can.</summary>
    [Fact]
    public async Task Files_have_the_modes_that_they_will_have_in_the_layer()
    {
        SkipUnlessRoot();

        var report = await ProbeAsync("", change: "os.chmod('python/alpha.py', 0o600); os.chmod('python', 0o700)");

        report.Modules.ShouldHaveSingleItem().Ok.ShouldBeTrue();
    }

    private static void SkipUnlessRoot() =>
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists(Interpreter),
            "A build container runs as root; this test does not, or has no system's Python."
        );

    private async Task<ProbeReport> ProbeAsync(string module, string change)
    {
        var tools = _folder.CreateSubdirectory("tools");
        File.Copy(Repository.Find("src/Workflow/build.py"), Path.Combine(tools.FullName, "build.py"));
        foreach (var file in ProbeScript.Files)
        {
            var path = Path.Combine(tools.FullName, file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, file.Content.ToArray());
        }

        await File.WriteAllTextAsync(Path.Combine(_folder.CreateSubdirectory("python").FullName, "alpha.py"), module);
        var code = $"""
            import os, sys
            sys.dont_write_bytecode = True
            sys.path.insert(0, "tools")
            import build
            {change}
            build.probe(dict(probeArguments=dict()))
            """;
        await CliWrap.Cli.Wrap(Interpreter).WithArguments(["-c", code]).WithWorkingDirectory(_folder.FullName).ExecuteBufferedAsync();
        await using var report = File.OpenRead(Path.Combine(_folder.FullName, "baseline.json"));
        return (await JsonSerializer.DeserializeAsync(report, ProbingJson.Default.ProbeReport))!;
    }
}
