using LayerPipeline.Probing;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Probing;

public sealed class ModuleProbeTests : IDisposable
{
    private readonly ProbeTree tree = new();

    public void Dispose() => tree.Dispose();

    [Fact]
    public void Public_modules_are_found_without_tests_and_private_names()
    {
        tree.With("pkg/__init__.py")
            .With("pkg/a.py")
            .With("pkg/_private.py")
            .With("pkg/testing.py")
            .With("pkg/conftest.py")
            .With("pkg/tests/__init__.py")
            .With("pkg/tests/test_a.py")
            .With("pkg/_inner/__init__.py")
            .With("pkg/_inner/b.py")
            .With("pkg.libs/c.py")
            .With("namespace/part/d.py")
            .With("single.py");

        tree.Probe().Modules.Statuses().ShouldBe(["namespace.part.d ok", "pkg ok", "pkg.a ok", "pkg.testing ok", "single ok"]);
    }

    [Fact]
    public void A_distribution_s_only_package_may_be_called_as_elsewhere_tests_and_examples_are()
    {
        tree.With("examples/__init__.py")
            .With("examples/a.py")
            .With("examples/tests/b.py")
            .WithDistribution("samples", "1", "examples/__init__.py", "examples/a.py", "examples/tests/b.py");

        tree.Probe().Modules.Statuses().ShouldBe(["examples ok", "examples.a ok"]);
    }

    [Fact]
    public void A_distribution_s_part_of_a_namespace_may_be_called_as_elsewhere_tests_and_examples_are()
    {
        tree.With("corp/examples/__init__.py")
            .With("corp/examples/tests/test_a.py")
            .With("corp/tests/a.py")
            .With("corp/main/__init__.py")
            .WithDistribution("corp-examples", "1", "corp/examples/__init__.py", "corp/examples/tests/test_a.py")
            .WithDistribution("corp-main", "1", "corp/main/__init__.py", "corp/tests/a.py");

        tree.Probe().Modules.Statuses().ShouldBe(["corp.examples ok", "corp.main ok"]);
    }

    [Fact]
    public void A_file_that_the_installer_put_beside_the_packages_is_no_module()
    {
        tree.With("pkg.py").With("bin/tool.py", "raise SystemExit(1)").WithDistribution("pkg", "1.0", "pkg.py", "../../bin/tool.py");

        tree.Probe().Modules.Statuses().ShouldBe(["pkg ok"]);
    }

    [Fact]
    public void Modules_in_the_site_packages_of_Pythons_own_version_come_first_and_see_those_beside()
    {
        var site = $"lib/python{tree.With("version.py").Probe().Python[..4]}/site-packages";
        tree.With($"{site}/pkg/__init__.py", "import beside, shadowed\nassert shadowed.SITE\n")
            .With($"{site}/shadowed.py", "SITE = True\n")
            .With("shadowed/__init__.py", "SITE = False\n")
            .With("beside.py")
            .With("lib/python3.1/site-packages/foreign.py")
            .With($"{site}/tool-1.0.dist-info/METADATA", "Name: tool\nVersion: 1.0\n")
            .With($"{site}/tool-1.0.dist-info/RECORD", "pkg/__init__.py,,\n../../../bin/tool.py,,\n")
            .With("bin/tool.py", "raise SystemExit(1)");

        var report = tree.Probe();

        report.Modules.Statuses().ShouldBe(["beside ok", "pkg ok", "shadowed ok", "version ok"]);
        report.Module("pkg").Distribution.ShouldBe("tool");
        report.Module("pkg").Opened.ShouldContain($"{site}/pkg/__init__.py");
        report.Imports[$"{site}/pkg/__init__.py"].ShouldBe(["beside.py", $"{site}/shadowed.py"]);
        report.Behaviours.Statuses().ShouldBe(["metadata/tool ok"]);
    }

    [Theory]
    [InlineData("os.abort()", "Signal", "SIGABRT")]
    [InlineData("ctypes.string_at(0)", "Signal", "SIGSEGV")]
    [InlineData("os.kill(os.getpid(), 9)", "Signal", "SIGKILL")]
    [InlineData("os._exit(3)", "Exit", "code 3")]
    [InlineData("os._exit(0)", "Exit", "code 0")]
    public void A_module_that_ends_the_process_costs_itself_alone(string code, string type, string message)
    {
        tree.With("pkg/__init__.py").With("pkg/a.py").With("pkg/m.py", $"import ctypes, os\n{code}\n").With("pkg/z.py");

        var report = tree.Probe();

        report.Modules.Statuses().ShouldBe(["pkg ok", "pkg.a ok", "pkg.m crash", "pkg.z ok"]);
        var error = report.Module("pkg.m").Error.ShouldNotBeNull();
        error.Type.ShouldBe(type);
        error.Message.ShouldContain(message);
    }

    [Fact]
    public void A_lock_of_several_processes_fails_with_what_a_function_lacks()
    {
        tree.With("m.py", "import multiprocessing\nmultiprocessing.Lock()\n");

        var report = tree.Probe();

        Assert.SkipWhen(report.World?.Landlock is null or 0, "This kernel has no Landlock of version 2, so the lock can be made here.");
        var error = report.Module("m").Error.ShouldNotBeNull();
        error.Message.ShouldContain("Lambda has no shared memory: multiprocessing's Lock, Queue and Pool do not work there");
    }

    [Fact]
    public void A_crash_says_where_it_was()
    {
        tree.With("m.py", "import os\ndef fall():\n    os.abort()\nfall()\n");

        tree.Probe().Module("m").Error!.Frames.ShouldBe(["m.py:3", "m.py:4"]);
    }

    [Fact]
    public void A_module_that_hangs_costs_itself_alone_and_says_where()
    {
        tree.With("pkg/__init__.py").With("pkg/m.py", "import time\ntime.sleep(600)\n").With("pkg/z.py");

        var report = tree.Probe(tree.Arguments with { TimeoutSeconds = 4 });

        report.Modules.Statuses().ShouldBe(["pkg ok", "pkg.m timeout", "pkg.z ok"]);
        report.Module("pkg.m").Error!.Frames.ShouldBe(["pkg/m.py:2"]);
    }

    [Fact]
    public void Modules_of_a_package_that_crashes_are_not_tried()
    {
        tree.With("pkg/__init__.py", "import os; os.abort()").With("pkg/a.py").With("pkg/sub/b.py").With("pkgs.py");

        var report = tree.Probe();

        report.Modules.Statuses().ShouldBe(["pkg crash", "pkg.a crash", "pkg.sub.b crash", "pkgs ok"]);
        report.Module("pkg.a").Error!.Message.ShouldStartWith("not tried: pkg");
    }

    [Theory]
    [InlineData("import sys; sys.exit(5)", "SystemExit")]
    [InlineData("raise KeyboardInterrupt", "KeyboardInterrupt")]
    [InlineData("def broken(:", "SyntaxError")]
    [InlineData("raise ValueError('\\udc80' + 'x' * 10_000_000)", "ValueError")]
    [InlineData("class Odd(Exception):\n    def __str__(self): raise ValueError\nraise Odd", "Odd")]
    [InlineData("def deep(): deep()\ndeep()", "RecursionError")]
    public void Whatever_a_module_raises_is_an_error(string code, string type)
    {
        tree.With("pkg/__init__.py").With("pkg/m.py", code).With("pkg/z.py");

        var report = tree.Probe();

        report.Modules.Statuses().ShouldBe(["pkg ok", "pkg.m error", "pkg.z ok"]);
        report.Module("pkg.m").Error!.Type.ShouldBe(type);
    }

    [Theory]
    [InlineData("import os\nos.write(1, b'x' * 10_000_000); os.write(2, b'x' * 10_000_000); print('x' * 10_000_000)")]
    [InlineData("import os, shutil, tempfile\nos.chdir(tempfile.mkdtemp()); shutil.rmtree(os.getcwd())")]
    [InlineData("import os\nos.closerange(0, 256)")]
    [InlineData("import sys\nsys.stdout.close(); sys.stderr = None; sys.stdin.close()")]
    [InlineData("import os\nos.fork()")]
    [InlineData("import os, time\nif os.fork() == 0: time.sleep(600)")]
    [InlineData("import threading, time\nthreading.Thread(target=time.sleep, args=(600,)).start()")]
    [InlineData("import atexit, time\natexit.register(time.sleep, 600)")]
    [InlineData("import sys\nsys.path.clear(); sys.argv.clear()")]
    public void A_module_with_bad_manners_does_not_disturb_the_others(string code)
    {
        tree.With("pkg/__init__.py").With("pkg/m.py", code).With("pkg/z.py");

        tree.Probe().Modules.Statuses().ShouldBe(["pkg ok", "pkg.m ok", "pkg.z ok"]);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        tree.With("a.py", "import absent.part")
            .With("b/__init__.py")
            .With("b/name.py", "from b import gone")
            .With("c.py", "open(__file__[:-4] + 'data/words.txt')")
            .With("d.py", "import ctypes\nctypes.CDLL('libabsent-1a.so.7')")
            .With("e.py", "try:\n    import absent\nexcept ImportError:\n    raise RuntimeError('rebuild it') from None");

        var report = tree.Probe();

        report.Module("a").Error!.MissingModule.ShouldBe("absent");
        report.Module("b.name").Error!.MissingModule.ShouldBe("b.gone");
        report.Module("c").Error!.MissingFile.ShouldBe("data/words.txt");
        report.Module("d").Error!.MissingLibrary.ShouldBe("libabsent-1a.so.7");
        report.Module("e").Error!.MissingModule.ShouldBe("absent");
    }

    [Fact]
    public void A_package_of_the_machine_does_not_stand_in_for_one_that_the_tree_lacks()
    {
        tree.With("m.py", "import pip").With("n.py", "import setuptools");

        tree.Probe().Modules.Statuses().ShouldBe(["m error", "n error"]);
    }

    [Fact]
    public void The_tree_is_read_only_and_what_may_be_written_lies_in_the_scratch_folder()
    {
        tree.With("a.py", "open(__file__ + '.cache', 'w')")
            .With("b.py", "import os; os.mkdir(os.path.dirname(__file__) + '/made')")
            .With(
                "c.py",
                "import tempfile\nplace = tempfile.gettempdir()\n"
                    + $"assert place.startswith('{tree.Scratch}/'), place\nopen(place + '/x', 'w').close()"
            );

        var report = tree.Probe();

        report.Modules.Statuses().ShouldBe(["a error", "b error", "c ok"]);
        report.Module("a").Error!.Message.ShouldBe("[Errno 30] Read-only file system: '<root>/a.py.cache'");
        Directory.GetFileSystemEntries(tree.Root).Length.ShouldBe(3);
    }

    [Fact]
    public void Modules_that_are_asked_for_are_tried_though_the_tree_lacks_them()
    {
        tree.With("pkg/__init__.py").With("pkg/a.py").WithDistribution("The.Pkg", "1", "pkg/__init__.py");

        var report = tree.Probe(tree.Arguments with { Modules = ["pkg.a", "pkg.gone"], Mode = ProbeMode.Candidate });

        report.Modules.Statuses().ShouldBe(["pkg.a ok", "pkg.gone error"]);
        report.Module("pkg.gone").Error!.MissingModule.ShouldBe("pkg.gone");
        report.Module("pkg.gone").Distribution.ShouldBe("the-pkg");
    }

    /// <summary>Others list it too, and what they installed was overwritten.</summary>
    [Fact]
    public void A_module_belongs_to_the_distribution_whose_RECORD_has_the_hash_of_its_file()
    {
        const string OfNothing = "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";
        tree.With("both.py").With("same.py");
        foreach (var (name, hash) in new[] { ("a-other", "sha256=AAAA"), ("b-owner", OfNothing), ("c-none", "") })
        {
            var info = $"{name.Replace('-', '_')}-1.dist-info";
            tree.With($"{info}/METADATA", $"Name: {name}\nVersion: 1\n")
                .With($"{info}/RECORD", $"both.py,{hash},0\nsame.py,{OfNothing},0\n");
        }

        var report = tree.Probe();

        report.Module("both").Distribution.ShouldBe("b-owner");
        report.Module("same").Distribution.ShouldBe("a-other");
    }

    [Fact]
    public void The_same_tree_gives_the_same_report_but_for_the_time()
    {
        tree.With("pkg/__init__.py", "raise ValueError(object(), {'b', 'a', 'c'}, __file__)").With("b.py").With("a.py", "import b");

        var reports = new[] { tree.Probe(), tree.Probe() };

        reports.Select(report => report.Module("pkg").Error!.Message).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        reports[0].OpenedFiles().ShouldBe(reports[1].OpenedFiles());
        reports[0].Module("pkg").Error!.Message.ShouldNotContain(tree.Root);
    }
}
