using System.Text.Json;
using LayerPipeline.Installing;
using LayerPipeline.Probing;
using LayerPipeline.Testing;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Workflow;

/// <summary>The build driver's probe of a small tree, with the system's Python: others may lie where only root can look.</summary>
public sealed class BuildDriverTests : IDisposable
{
    private const string Interpreter = "/usr/bin/python3";

    private readonly DriverFolder _folder = new();

    public void Dispose() => _folder.Dispose();

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

    /// <summary>The image need not have it: its package is installed first, by the name in the list or by the one that the rpm brings.</summary>
    [Theory]
    [InlineData("libgomp.so.1", "libgomp")]
    [InlineData("libunlisted.so.4", "libunlisted.so.4()(64bit)")]
    public async Task A_library_of_the_system_is_installed_where_it_is_not_there_and_goes_beside_the_packages(
        string library,
        string package
    )
    {
        const string OfMachine = "/lib/x86_64-linux-gnu/libm.so.6";
        Assert.SkipUnless(File.Exists(Interpreter) && File.Exists(OfMachine), $"{Interpreter} or {OfMachine} is not on this machine.");
        _folder.WriteTools();
        var system = _folder.CreateFolder("system").FullName;
        Script.Write(_folder["bin/dnf"], $"[ \"$4\" = '{package}' ] || exit 1\ncp {OfMachine} '{system}/{library}'");

        await _folder.RunAsync(
            Interpreter,
            $$"""
            os.environ.update(PATH="bin:/usr/bin:/bin", LD_LIBRARY_PATH={{JsonSerializer.Serialize(system)}})
            from probe import libraries
            libraries.Machine.listing = lambda self: ""
            os.mkdir("python")
            plan = dict(probeArguments=dict(runtimeLibraries=["libc.so.6", "ld-linux-x86-64.so.2"]), architecture="x86_64")
            build.take_libraries(dict(plan, request=dict(systemLibraries=["{{library}}", "libnowhere.so.1"])))
            """
        );

        File.Exists(_folder["lib/" + library]).ShouldBeTrue();
        await using var file = File.OpenRead(_folder["system-libraries.json"]);
        var taken = (await JsonSerializer.DeserializeAsync(file, InstallingJson.Default.TakenLibraries))!;
        taken.Libraries.ShouldHaveSingleItem().Name.ShouldBe(library);
        taken.Absent.ShouldBe(["libnowhere.so.1"]);
    }

    /// <summary>Nothing that takes minutes is done for packages that can't become a layer.</summary>
    [Fact]
    public async Task Where_a_library_of_the_request_is_not_there_nothing_is_packed_or_probed()
    {
        Assert.SkipUnless(File.Exists(Interpreter), "This machine has no system's Python.");
        _folder.WriteTools();

        await _folder.RunAsync(
            Interpreter,
            """
            os.environ.update(PATH="/nowhere", LD_LIBRARY_PATH="")
            from probe import libraries
            libraries.Machine.listing = lambda self: ""
            os.mkdir("python")
            done = []
            build.pip = lambda plan, more: done.append("pip")
            build.archive = lambda folders, name: done.append(name)
            build.probe = lambda plan: done.append("probe")
            build.upload = lambda name, *key: done.append(name) or name
            plan = dict(probeArguments=dict(runtimeLibraries=[]), architecture="x86_64")
            pins = build.install(dict(plan, request=dict(systemLibraries=["libnowhere.so.1"], bytecode="none")))
            open("done", "w").write(" ".join([*done, "|", *pins]))
            """
        );

        var done = await File.ReadAllTextAsync(_folder["done"]);
        done.ShouldBe("pip pip-report.json system-libraries.json | pip-report.json system-libraries.json");
    }

    /// <summary>What is not there is pinned as well: a file that another build put there is refused.</summary>
    [Theory]
    [InlineData(0, "LICENSE, _zstd.abi3.so, etag")]
    [InlineData(1, ", ")]
    public async Task What_inflates_a_cold_store_is_taken_beside_the_packages(int exitCode, string expected)
    {
        Assert.SkipUnless(File.Exists(Interpreter), "This machine has no system's Python.");
        _folder.WriteTools();

        await _folder.RunAsync(
            Interpreter,
            $$"""
            import zipfile
            class Done: returncode, stdout, stderr = {{exitCode}}, "", ""
            def run(command, cwd, **options):
                for path in ("z-1.dist-info/licenses/LICENSE", "z/_zstd.abi3.so", "z/other.py") if Done.returncode == 0 else ():
                    os.makedirs(os.path.dirname(f"{cwd}/python/{path}"), exist_ok=True)
                    open(f"{cwd}/python/{path}", "w").close()
                assert open(f"{cwd}/requirements.txt").read() == "z==1\n"
                return Done
            build.subprocess.run = run
            build.upload = lambda name: "etag"
            build.json.dump(dict(said="WARNING: a\n"), open("pip-report.json", "w"))
            decoder = dict(package="z", version="1", module="z/_zstd", licenseFiles="z-1.dist-info/licenses/")
            pins = build.take_decoder(dict(pipArguments=[], decoder=decoder))
            assert build.take_decoder(dict(pipArguments=[])) == {}
            names = zipfile.ZipFile("decoder.zip").namelist() if os.path.exists("decoder.zip") else [""]
            said = build.json.load(open("pip-report.json"))["said"]
            assert ("coldStore" in said) == (Done.returncode != 0) and said.startswith("WARNING: a")
            open("done", "w").write(", ".join([*names, pins["decoder.zip"]]))
            """
        );

        (await File.ReadAllTextAsync(_folder["done"])).ShouldBe(expected);
    }

    /// <summary>Nothing else of pip's output, and no list of what was removed, leaves the container.</summary>
    [Fact]
    public async Task What_pip_warns_of_and_what_is_left_to_the_runtime_reach_the_report()
    {
        Assert.SkipUnless(File.Exists(Interpreter), "This machine has no system's Python.");
        _folder.WriteTools();

        await _folder.RunAsync(
            Interpreter,
            """
            class Done: returncode, stdout, stderr = 0, "", "WARNING: app 1 does not provide the extra 'x'\n"
            build.subprocess.run = lambda *command, **options: Done
            os.makedirs("python/sdk-1.dist-info")
            open("python/sdk.py", "w").close()
            open("python/sdk-1.dist-info/RECORD", "w").write("sdk.py,,\nsdk-1.dist-info/RECORD,,\n")
            def item(name, *needs):
                metadata = dict(name=name, version="1", requires_dist=needs)
                return dict(download_info=dict(url=name), metadata=metadata, requested=name == "app")
            report = dict(version="1", pip_version="24.2", install=[item("app", "sdk"), item("sdk")], environment={})
            build.json.dump(report, open("pip-report.json", "w"))
            build.pip(dict(pipArguments=[]), [])
            build.leave_out(dict(provided=["sdk"]))
            """
        );

        var report = PipReport.Parse(await File.ReadAllBytesAsync(_folder["pip-report.json"]));
        report.Distributions.ShouldHaveSingleItem().Name.ShouldBe("app");
        var left = report.LeftOut.ShouldHaveSingleItem();
        (left.Name, left.RequiredBy.Single()).ShouldBe(("sdk", "app"));
        report.Warnings.ShouldBe(["app 1 does not provide the extra 'x'"]);
        Directory.EnumerateFileSystemEntries(_folder["python"]).ShouldBeEmpty();
    }

    private static void SkipUnlessRoot() =>
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists(Interpreter),
            $"a build container runs as root on Linux: the tests do not, or {Interpreter} is missing"
        );

    private async Task<ProbeReport> ProbeAsync(string module, string change)
    {
        _folder.WriteTools();
        await File.WriteAllTextAsync(Path.Combine(_folder.CreateFolder("python").FullName, "alpha.py"), module);
        await _folder.RunAsync(Interpreter, $"{change}\nbuild.probe(dict(probeArguments=dict()))");
        await using var report = File.OpenRead(_folder["baseline.json"]);
        return (await JsonSerializer.DeserializeAsync(report, ProbingJson.Default.ProbeReport))!;
    }
}
