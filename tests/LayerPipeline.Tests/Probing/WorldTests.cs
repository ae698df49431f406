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

    private static void SkipWithoutLandlock(ProbeReport report) =>
        Assert.SkipWhen(
            report.World?.Landlock is null or 0,
            "This kernel has no Landlock of version 2, so only Python's own events are seen."
        );
}
