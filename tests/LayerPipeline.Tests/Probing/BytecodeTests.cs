using System.Security.Cryptography;
using System.Text;
using LayerPipeline.Probing;
using Shouldly;

namespace LayerPipeline.Tests.Probing;

/// <summary>The bytecode that a baseline leaves for the layer, and what it says of the order in which sources are needed.</summary>
public sealed class BytecodeTests : IDisposable
{
    private readonly ProbeTree tree = new();

    public void Dispose() => tree.Dispose();

    [Fact]
    public void It_depends_on_the_sources_alone()
    {
        using var other = new ProbeTree();
        foreach (var each in new[] { tree, other })
        {
            each.With("pkg/__init__.py", "from . import a, b\nNAMES = {'x', 'y', 'os', 'path'}\n").With("pkg/a.py", "import os\n");
            each.With("pkg/b.py", "'''A text.'''\nimport os.path\ndef f(self, path): return path\n")
                .WithDistribution("pkg", "1", "pkg/a.py");
            File.SetLastWriteTimeUtc(each.Path("python/pkg/a.py"), each == tree ? new DateTime(2001, 1, 1) : new DateTime(2026, 11, 1));
        }

        tree.Probe(tree.Arguments with { Pycache = tree.Path("pycache"), Processes = 1 });
        other.Probe(other.Arguments with { Pycache = other.Path("pycache"), Processes = 3 });

        Digests(tree).ShouldBe(Digests(other));
        Digests(tree).Count.ShouldBe(3);
    }

    [Fact]
    public void It_is_used_without_a_look_at_its_source_and_names_the_place_in_a_function()
    {
        tree.With("pkg.py", "import traceback\n");

        tree.Probe(tree.Arguments with { Pycache = tree.Path("pycache") });

        var bytecode = File.ReadAllBytes(Directory.GetFiles(tree.Path("pycache/__pycache__")).ShouldHaveSingleItem());
        BitConverter.ToUInt32(bytecode, 4).ShouldBe(1u); // PEP 552: by hash, unchecked.
        Encoding.Latin1.GetString(bytecode).ShouldContain("/opt/python/pkg.py");
    }

    [Fact]
    public void A_baseline_leaves_only_what_was_compiled_from_sources()
    {
        tree.With("pkg/__init__.py", "from .tests import used").With("pkg/tests/__init__.py").With("pkg/tests/used.py");
        tree.With("pkg/tests/unused.py").With("pkg/broken.py", "def f(:\n");

        tree.Probe(tree.Arguments with { Pycache = tree.Path("pycache") });

        Digests(tree)
            .Keys.Select(path => path.Split('.')[0])
            .ShouldBe(["pkg/__pycache__/__init__", "pkg/tests/__pycache__/__init__", "pkg/tests/__pycache__/used"]);
    }

    [Fact]
    public void Hot_sources_are_what_the_requested_distributions_import_and_then_what_behaviours_load()
    {
        tree.With("main/__init__.py", "import helper")
            .With("main/lazy.py")
            .With("main/lazier.py")
            .With("main/cold.py")
            .With("helper.py")
            .With("other.py")
            .WithDistribution("main", "1", "main/__init__.py", "main/lazy.py", "main/lazier.py", "main/cold.py")
            .WithDistribution("helper", "1", "helper.py")
            .WithDistribution("other", "1", "other.py")
            .WithBehaviours("main", "def behaviour_lazy():\n    import main.lazier\n");

        var report = tree.Probe(
            tree.Arguments with
            {
                Requested = ["main"],
                Behaviours = tree.Path("behaviours"),
                Probes = ["import main.lazy"],
            }
        );

        report.Hot.ShouldNotBeNull().Starts.ShouldBe(["helper.py", "main/__init__.py"], ignoreOrder: true);
        report.Hot.Behaviours.ShouldBe(["main/lazy.py", "main/lazier.py"]);
    }

    /// <summary>A namespace belongs to nobody: what a distribution has in it is what people import.</summary>
    [Fact]
    public void The_topmost_modules_of_a_distribution_may_lie_in_a_namespace()
    {
        tree.With("space/one/__init__.py", "from . import part").With("space/one/part.py").With("space/two.py");
        tree.WithDistribution("space-one", "1", "space/one/__init__.py", "space/one/part.py")
            .WithDistribution("space-two", "1", "space/two.py");

        var report = tree.Probe(tree.Arguments with { Requested = ["space-one"] });

        report.Hot!.Starts.ShouldBe(["space/one/__init__.py", "space/one/part.py"], ignoreOrder: true);
    }

    /// <summary>A library for ctypes lies in a folder that is no package; it looks like a module and fails as one.</summary>
    [Fact]
    public void What_lies_in_a_folder_of_a_package_is_imported_by_the_package_or_not_at_all()
    {
        tree.With("pkg/__init__.py").With("pkg/lib/native.py", "raise ImportError('it is no module')");
        tree.WithDistribution("pkg", "1", "pkg/__init__.py", "pkg/lib/native.py");

        var report = tree.Probe(tree.Arguments with { Requested = ["pkg"] });

        report.Starts.ShouldHaveSingleItem().Modules.ShouldBe(["pkg"]);
        report.Hot!.Starts.ShouldBe(["pkg/__init__.py"]);
    }

    [Fact]
    public void A_distribution_that_fails_to_import_leaves_the_others_theirs()
    {
        tree.With("good.py").With("bad.py", "raise SystemExit(3)").With("dead.py", "import os\nos.abort()");
        foreach (var name in new[] { "good", "bad", "dead" })
        {
            tree.WithDistribution(name, "1", name + ".py");
        }

        var report = tree.Probe(tree.Arguments with { Requested = ["dead", "bad", "good"] });

        report.Hot!.Starts.ShouldBe(["good.py"]);
        report.Modules.Count(module => module.Ok).ShouldBe(1);
    }

    [Fact]
    public void A_layer_is_probed_with_its_own_bytecode()
    {
        tree.With("pkg.py", "raise ValueError('its own')");
        tree.Probe(tree.Arguments with { Pycache = tree.Path("pycache") });
        var own = Directory.GetFiles(tree.Path("pycache/__pycache__")).ShouldHaveSingleItem();
        tree.With("__pycache__/" + Path.GetFileName(own), File.ReadAllBytes(own)).With("pkg.py", "raise ValueError('compiled again')");
        Directory.Delete(tree.Path("pycache"), recursive: true);

        var report = tree.Probe(tree.Arguments with { Mode = ProbeMode.Candidate, Pycache = tree.Path("pycache") });

        report.Module("pkg").Error!.Message.ShouldBe("its own");
        report.Hot.ShouldBeNull();
    }

    [Fact]
    public void A_source_that_is_read_although_it_is_compiled_is_told()
    {
        tree.With("plain.py").With("reader.py", "import inspect, sys\nTEXT = inspect.getsource(sys.modules[__name__])\n");

        var report = tree.Probe(tree.Arguments with { Pycache = tree.Path("pycache") });

        report.Texts.ShouldBe(["reader.py"]);
    }

    [Fact]
    public void Sources_in_a_folder_that_something_lists_are_told_and_those_that_pkgutil_finds_are_not()
    {
        tree.With("scans/__init__.py", "import os\nALL = os.listdir(os.path.join(os.path.dirname(__file__), 'plugins'))\n")
            .With("scans/plugins/a.py")
            .With("scans/plugins/more/b.py")
            .With("finds/__init__.py", "import pkgutil\nALL = list(pkgutil.iter_modules(__path__))\n")
            .With("finds/c.py");

        var report = tree.Probe(tree.Arguments with { Pycache = tree.Path("pycache") });

        report.Texts.ShouldBe(["scans/plugins/a.py"]);
    }

    [Fact]
    public void What_cannot_run_here_is_read_and_compiled_and_not_run()
    {
        tree.With("pkg/__init__.py", "from . import a\nraise SystemExit(3)").With("pkg/a.py").WithDistribution("pkg", "1", "pkg/a.py");

        var report = tree.Probe(
            tree.Arguments with
            {
                Mode = ProbeMode.Static,
                Pycache = tree.Path("pycache"),
                Requested = ["pkg"],
                Probes = ["import pkg"],
            }
        );

        report.Modules.ShouldBeEmpty();
        report.Behaviours.ShouldBeEmpty();
        report.Starts.ShouldBeEmpty();
        report.Imports["pkg/__init__.py"].ShouldBe(["pkg/a.py"]);
        Digests(tree).Count.ShouldBe(2);
    }

    private static SortedDictionary<string, string> Digests(ProbeTree of) =>
        new(
            Directory
                .EnumerateFiles(of.Path("pycache"), "*", SearchOption.AllDirectories)
                .ToDictionary(
                    path => Path.GetRelativePath(of.Path("pycache"), path),
                    path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))
                ),
            StringComparer.Ordinal
        );
}
