using LayerPipeline.Probing;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Probing;

/// <summary>A package finds in a probe what it finds in a function: nothing but the temporary folder can be written to.</summary>
public sealed class WorldTests : IDisposable
{
    private const string Secret = "a-secret-of-the-builder";

    private readonly ProbeTree tree = new();

    public void Dispose() => tree.Dispose();

    [Theory]
    [InlineData("import os\nos.makedirs(os.path.join(os.path.expanduser('~'), '.store'), exist_ok=True)")]
    [InlineData("open('log.txt', 'w')")]
    [InlineData("import os\nopen(os.path.abspath('log.txt'), 'w')")]
    [InlineData("open(__file__ + '.cache', 'w')")]
    [InlineData("import os\nos.rename(__file__, __file__ + '.old')")]
    [InlineData("import os\nos.symlink('/etc', os.path.dirname(__file__) + '/etc')")]
    [InlineData("import os\nos.mkdir('/var/tmp/of-a-package')")]
    [InlineData("open('/dev/shm/of-a-package', 'w')")]
    public void What_writes_outside_of_the_temporary_folder_fails(string code)
    {
        tree.With("writes.py", code);

        var error = tree.Probe().Module("writes").Error.ShouldNotBeNull();

        error.Type.ShouldBeOneOf("OSError", "PermissionError");
    }

    /// <summary>On Lambda, where this is the runtime's; here it is what the machine's Python has.</summary>
    [Theory]
    [InlineData("pip", true)]
    [InlineData("other", false)]
    public void Only_what_is_left_to_the_runtime_is_taken_from_it(string provided, bool works)
    {
        Assert.SkipUnless(
            tree.Say("import importlib.util\nprint(importlib.util.find_spec('pip') is not None)") == "True",
            "This Python has no pip."
        );
        tree.With("uses.py", "import pip\n");

        var report = tree.Probe(tree.Arguments with { ProvidedModules = [provided] });

        report.Module("uses").Ok.ShouldBe(works, report.Module("uses").Reason);
    }

    [Fact]
    public void The_temporary_folder_and_devices_can_be_written_to()
    {
        tree.With(
            "writes.py",
            """
            import os, shutil, tempfile
            folder = tempfile.mkdtemp()
            os.makedirs(folder + '/a/b')
            with open(folder + '/a/b/c', 'w') as file: file.write('x')
            os.rename(folder + '/a/b/c', folder + '/c')
            os.symlink('/etc', folder + '/etc')
            shutil.rmtree(folder)
            with open(os.devnull, 'w') as file: file.write('x')
            os.makedirs('/usr', exist_ok=True)
            """
        );

        tree.Probe().Modules.Statuses().ShouldBe(["writes ok"]);
    }

    [Fact]
    public void Compiled_code_can_t_write_elsewhere_either()
    {
        tree.With(
            "writes.py",
            "import ctypes\nC = ctypes.CDLL(None)\nassert C.open(__file__.encode(), 2) == -1\nassert C.unlink(__file__.encode()) == -1"
        );

        var report = tree.Probe();

        SkipWithoutLandlock(report);
        report.Modules.Statuses().ShouldBe(["writes ok"]);
    }

    [Fact]
    public void A_variable_that_mends_it_is_named_and_can_be_asked_for()
    {
        tree.With("store.py", "import os\nos.makedirs(os.path.join(os.path.expanduser('~'), '.store'))");

        var error = tree.Probe().Module("store").Error.ShouldNotBeNull();
        var again = tree.Probe(tree.Arguments with { Environment = error.Remedy.ShouldNotBeNull() });

        error.Refused.ShouldStartWith("/home/");
        error.Remedy.ShouldBe(new Dictionary<string, string> { ["HOME"] = "/tmp" });
        again.Modules.Statuses().ShouldBe(["store ok"]);
    }

    /// <summary>A function may write there; only the probe's folder has another name.</summary>
    [Theory]
    [InlineData("open('/tmp/of-a-package', 'w')", "/tmp/of-a-package")]
    [InlineData("import os\nos.makedirs('/tmp/of/a/package')", "/tmp/of")]
    public void What_names_a_function_s_temporary_folder_is_told_apart(string code, string path)
    {
        tree.With("writes.py", code);

        var error = tree.Probe().Module("writes").Error.ShouldNotBeNull();

        (error.AllowedInFunction, error.Refused, error.Remedy).ShouldBe((path, null, null));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("raise ValueError('its own')", false)]
    [InlineData("raise ValueError('of the store') from problem", true)]
    [InlineData("raise problem", true)]
    public void A_refusal_that_was_caught_is_told_only_where_the_failure_comes_of_it(string then, bool told)
    {
        tree.With(
            "writes.py",
            $"try:\n    open(__file__ + '.x', 'w')\nexcept OSError as error:\n    problem = error\n{then}\nraise TypeError"
        );

        tree.Probe().Module("writes").Error!.Refused.ShouldBe(told ? "<root>/writes.py.x" : null);
    }

    [Fact]
    public void Of_a_candidate_no_variable_is_tried()
    {
        tree.With("store.py", "import os\nos.makedirs(os.path.join(os.path.expanduser('~'), '.store'))");

        tree.Probe(tree.Arguments with { Mode = ProbeMode.Candidate }).Module("store").Error!.Remedy.ShouldBeNull();
    }

    [Fact]
    public void Messages_name_the_folders_that_a_function_has()
    {
        tree.With("cwd.py", "import os\nraise ValueError(os.getcwd())")
            .With("tmp.py", "import tempfile\nraise ValueError(tempfile.gettempdir())");

        var report = tree.Probe();

        report.Module("cwd").Error!.Message.ShouldBe("/var/task");
        report.Module("tmp").Error!.Message.ShouldBe("/tmp");
    }

    [Theory]
    [InlineData("import os\nFOUND = '\\n'.join(os.environ.values())")]
    [InlineData(
        "import glob\nFOUND = ''\nfor path in glob.glob('/proc/[0-9]*/environ'):\n    try: FOUND += open(path, errors='replace').read()\n    except OSError: pass"
    )]
    public void Nothing_of_the_builder_s_environment_can_be_read(string code)
    {
        tree.With("reads.py", $"{code}\nassert '{Secret}' not in FOUND");

        var report = tree.Probe(tree.Arguments, environment: new Dictionary<string, string> { ["AWS_SECRET_ACCESS_KEY"] = Secret });

        SkipWithoutLandlock(report);
        report.Modules.Statuses().ShouldBe(["reads ok"]);
    }

    [Fact]
    public void Files_of_the_user_can_t_be_read()
    {
        var path = tree.Path("credentials");
        File.WriteAllText(path, Secret);
        tree.With("reads.py", $"open('{path}').read()");

        var report = tree.Probe();

        SkipWithoutLandlock(report);
        report.Module("reads").Error!.Type.ShouldBe("PermissionError");
    }

    [Fact]
    public void Programs_of_the_machine_are_told()
    {
        tree.With("starts.py", "import os, subprocess\nos.system('true')\nsubprocess.run(['uname'], capture_output=True)");

        tree.Probe().Module("starts").Programs.ShouldBe(["true", "uname"]);
    }

    /// <summary>Whichever way it is named: it is what the probe itself runs with, and the runtime has one, too.</summary>
    [Fact]
    public void The_interpreter_is_no_program_of_the_machine_and_folders_are_a_function_s()
    {
        tree.With(
            "starts.py",
            """
            import os, subprocess, sys
            subprocess.run([sys.executable, '-c', ''])
            try: subprocess.run([os.environ['TMPDIR'] + '/tool'])
            except OSError: pass
            """
        );

        tree.Probe().Module("starts").Programs.ShouldBe(["/tmp/tool"]);
    }

    [Fact]
    public void Variables_of_the_request_hide_nothing_of_what_the_runtime_lacks()
    {
        var found = tree.Say(
            $$"""
            import os
            from probe.settings import Settings
            os.environ["LD_LIBRARY_PATH"] = "/builder/lib"
            given = {"LD_LIBRARY_PATH": "/opt/python/x/lib:/opt/lib:/var/task/lib"}
            settings = Settings({"root": {{Quoted(tree.Root)}}, "scratch": {{Quoted(
                tree.Scratch
            )}}, "environment": given, "runtimeLibraries": []})
            print(settings.environment({}, "/t")["LD_LIBRARY_PATH"])
            """
        );

        found.ShouldBe($"{tree.Scratch}/absent:{tree.Root}/x/lib:{tree.Path("lib")}:/var/task/lib");
    }

    [Fact]
    public void The_folder_that_TMPDIR_names_is_there_and_what_a_module_starts_with_it_is_ended_all_the_same()
    {
        var mark = $"time.sleep({Random.Shared.Next(10_000, 99_999)})";
        tree.With(
            "starts.py",
            "import os, subprocess, sys, tempfile\nassert os.path.basename(tempfile.gettempdir()) == 'work'\n"
                + "open(os.path.dirname(os.environ['TMPDIR']) + '/x', 'w').close()\n"
                + $"subprocess.Popen([sys.executable, '-c', 'import time; {mark}'], start_new_session=True)"
        );

        tree.Probe(tree.Arguments with { Environment = new Dictionary<string, string> { ["TMPDIR"] = "/tmp/work" } })
            .Modules.Statuses()
            .ShouldBe(["starts ok"]);

        tree.Say("import subprocess\nprint(subprocess.run(['ps', '-eo', 'args'], capture_output=True, text=True).stdout)")
            .ShouldNotContain(mark);
    }

    /// <summary>Where the kernel does not keep signals inside, Python's event does; a process that has ended is nobody's.</summary>
    [Fact]
    public void A_signal_to_a_process_that_has_ended_is_left_to_the_kernel() =>
        tree.Say(
                """
                import subprocess, sys
                from probe.child import Borders
                ended = subprocess.Popen(["true"])
                ended.wait()
                borders = Borders("/t", 1)
                borders.on_signal("os.kill", ended.pid)
                try: borders.on_signal("os.kill", 1)
                except PermissionError: print("refused")
                """
            )
            .ShouldBe("refused");

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static void SkipWithoutLandlock(ProbeReport report) =>
        Assert.SkipWhen(
            report.World?.Landlock is null or 0,
            "This kernel has no Landlock of version 2, so only Python's own events are seen."
        );
}
