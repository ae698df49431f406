using System.Runtime.InteropServices;
using LayerPipeline.Probing;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Probing;

public sealed class EvidenceTests : IDisposable
{
    private readonly ProbeTree tree = new();

    public void Dispose() => tree.Dispose();

    [Fact]
    public void What_a_module_reads_is_evidence_and_what_it_only_lists_is_not()
    {
        tree.With(
                "pkg/__init__.py",
                "import os\nhere = os.path.dirname(__file__)\nos.listdir(here + '/data'); os.path.exists(here + '/data/b.txt')\n"
                    + "open(here + '/../pkg/data/a.txt').close()\nos.close(os.open(os.fsencode(here) + b'/data/c.txt', os.O_RDONLY))"
            )
            .With("pkg/data/a.txt")
            .With("pkg/data/b.txt")
            .With("pkg/data/c.txt");

        var module = tree.Probe().Module("pkg");

        module.Opened.ShouldBe(["pkg/__init__.py", "pkg/data/a.txt", "pkg/data/c.txt"]);
        module.Listed.ShouldBe(["pkg/data"]);
    }

    [Fact]
    public void Databases_are_opened_by_name_and_by_URI_and_what_C_opens_is_told_apart()
    {
        tree.With(
                "pkg/__init__.py",
                "import os, sqlite3\nhere = os.path.dirname(__file__)\n"
                    + "sqlite3.connect('file:' + here + '/a%20b.db?mode=ro&immutable=1', uri=True).close()\n"
                    + "sqlite3.connect(here + '/c.db').close()\n"
                    + "import ctypes\nctypes.CDLL(None).open((here + '/docs/d.xsd').encode(), 0)"
            )
            .With("pkg/a b.db")
            .With("pkg/c.db")
            .With("pkg/docs/d.xsd")
            .With("pkg/docs/e.xsd");

        var report = tree.Probe();

        report.Module("pkg").Opened.ShouldBe(["pkg/__init__.py", "pkg/a b.db", "pkg/c.db"]);
        Assert.SkipUnless(report.Unwatched is null, report.Unwatched ?? "");
        report.OpenedOutside.ShouldBe(["pkg/docs/d.xsd"]);
    }

    /// <summary>It failed after another one and works alone: what the first attempt opened was opened by Python all the same.</summary>
    [Fact]
    public void What_an_attempt_opened_that_does_not_count_is_not_taken_for_compiled_code_s()
    {
        tree.With("pkg/__init__.py")
            .With("pkg/a.py")
            .With("pkg/b.py", "import sys\nif 'pkg.a' in sys.modules:\n    open(__file__[:-4] + 'x.dat').close()\n    raise ValueError")
            .With("pkg/x.dat");

        var report = tree.Probe();

        report.Module("pkg.b").Ok.ShouldBeTrue();
        report.OpenedOutside.ShouldBeEmpty();
    }

    [Fact]
    public void Opens_are_watched_once_whoever_packs_the_tree_is_done()
    {
        tree.With("pkg.py").With("data/x.dat");
        var packed = Json(tree.Path("packed"));
        var arguments = Json(
            Json(
                new
                {
                    root = tree.Root,
                    scratch = tree.Scratch,
                    watchAfter = tree.Path("packed"),
                }
            )
        );

        tree.Say(
                $$"""
                import json, os, types
                from probe import probe, watch
                watch.time = types.SimpleNamespace(sleep=lambda _: open({{packed}}, "w").close())
                begin = watch.Watch.begin
                def told(self):
                    print(os.path.exists({{packed}}))
                    begin(self)
                watch.Watch.begin = told
                probe(json.loads({{arguments}}))
                """
            )
            .ShouldBe("True");
    }

    [Fact]
    public void Folders_that_pth_files_name_are_told_as_Python_reads_them()
    {
        tree.With("x.pth", "parts\n# no\nimport os\nabsent\n").With("parts/inner.py").With("deep/y.pth", "parts").With("no/inner.py");

        tree.Probe(tree.Arguments with { Mode = ProbeMode.Static }).PathFolders.ShouldBe(["parts"]);
    }

    /// <summary>As the rules themselves have them.</summary>
    [Theory]
    [InlineData("**/data/", "pkg/data/a/b.txt", true)]
    [InlineData("pkg/data", "pkg/data/b.txt", true)]
    [InlineData("pkg/data", "pkg/data.txt", false)]
    [InlineData("pkg/[ab].txt", "pkg/b.txt", true)]
    [InlineData("pkg/[!ab].txt", "pkg/b.txt", false)]
    [InlineData("pkg/[!ab].txt", "pkg/c.txt", true)]
    [InlineData("pkg/[a-c]?.txt", "pkg/bx.txt", true)]
    public void Globs_of_rules_mean_the_same_to_the_probe(string glob, string path, bool matches)
    {
        tree.Say($"import re\nfrom probe.names import translated\nprint(bool(re.fullmatch(translated({Json(glob)}), {Json(path)})))")
            .ShouldBe(matches ? "True" : "False");

        new LayerPipeline.Pruning.Rules.PathPattern(glob).IsMatch(path).ShouldBe(matches);
    }

    [Fact]
    public void A_library_that_is_opened_as_a_file_is_told_from_one_that_is_loaded()
    {
        var library = File.ReadAllBytes(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.so"));
        tree.With(
                "pkg/__init__.py",
                "import ctypes, os, zipfile\nP = os.path.join(os.path.dirname(__file__), 'read.so')\nctypes.CDLL(__path__[0] + '/loaded.so')\n"
                    + "open(P, 'rb').close()\ndef model(name):\n    return zipfile.ZipFile(os.path.join(__path__[0], name + '_model.so'))"
            )
            .With("pkg/loaded.so", library)
            .With("pkg/read.so", library)
            .With("pkg/large_model.so", library);

        var report = tree.Probe(tree.Arguments with { Modules = ["pkg"] });

        report.Module("pkg").Read.ShouldBe(["pkg/read.so"]);
        report.Reads["pkg/__init__.py"].ShouldBe(["pkg/large_model.so", "pkg/read.so"]);
    }

    [Fact]
    public void A_private_helper_below_tests_is_evidence_when_something_imports_it()
    {
        tree.With("pkg/__init__.py", "from pkg.tests import _helper")
            .With("pkg/tests/__init__.py")
            .With("pkg/tests/_helper.py")
            .With("pkg/tests/test_a.py");

        tree.Probe().OpenedFiles().ShouldBe(["pkg/__init__.py", "pkg/tests/__init__.py", "pkg/tests/_helper.py"]);
    }

    [Fact]
    public void What_the_requests_probes_touch_is_told_whole_though_modules_and_behaviours_opened_it_first()
    {
        tree.With("pkg/__init__.py")
            .With("pkg/a.py", "def read(): open(__file__[:-4] + 'a.txt').close()")
            .With("pkg/a.txt")
            .With("pkg/b.py");
        var probes = new[] { "import pkg.a; pkg.a.read()", "import pkg.a, pkg.b" };

        var report = tree.Probe(tree.Arguments with { Probes = probes });
        var candidate = tree.Probe(tree.Arguments with { Probes = probes, Mode = ProbeMode.Candidate });

        report.Module("pkg").Used.ShouldBeEmpty();
        report
            .Behaviour("request/1")
            .Opened.Concat(report.Behaviour("request/1").Used)
            .ShouldBe(["pkg/a.txt", "pkg/__init__.py", "pkg/a.py"]);
        report.Behaviour("request/2").Used.ShouldBe(["pkg/b.py"]);
        candidate.Behaviours.ShouldAllBe(behaviour => behaviour.Used.Count == 0);
    }

    [Theory]
    [InlineData("python")]
    [InlineData(".hidden.partial-1/python")]
    public void The_folder_of_a_package_without_init_is_evidence_wherever_the_tree_lies(string root)
    {
        tree.With("pkg/__init__.py", "import pkg.data.more").With("pkg/data/more/a.txt");
        var moved = tree.Path("moved/" + root);
        Directory.CreateDirectory(Path.GetDirectoryName(moved)!);
        Directory.Move(tree.Root, moved);

        var report = tree.Probe(tree.Arguments with { Root = moved });

        report.OpenedFiles().ShouldBe(["pkg/__init__.py", "pkg/data/", "pkg/data/more/"]);
    }

    [Fact]
    public void A_library_that_is_mapped_later_belongs_to_the_probe_that_mapped_it()
    {
        var library = File.ReadAllBytes(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.so"));
        tree.With("pkg/__init__.py", "import ctypes\ndef load(): ctypes.CDLL(__path__[0] + '/native.so.1')")
            .With("pkg/native.so.1", library);

        var report = tree.Probe(tree.Arguments with { Probes = ["import pkg\npkg.load()"] });

        report.Module("pkg").Opened.ShouldBe(["pkg/__init__.py"]);
        report.Behaviour("request/1").Opened.ShouldBe(["pkg/native.so.1"]);
    }

    [Fact]
    public void Bytecode_that_is_read_stands_for_its_source()
    {
        tree.With("pkg/__init__.py", "from . import a").With("pkg/a.py");
        var arguments = tree.Arguments with { Pycache = tree.Path("pycache") };

        var cold = tree.Probe(arguments);
        var warm = tree.Probe(arguments);

        cold.Module("pkg").Opened.ShouldBe(["pkg/__init__.py", "pkg/a.py"]);
        warm.OpenedFiles().ShouldBe(cold.OpenedFiles());
        Directory.GetFiles(tree.Path("pycache/pkg/__pycache__")).Length.ShouldBe(2);
    }

    /// <summary>A package of the layer could change what the others are proven with.</summary>
    [Fact]
    public void A_candidate_stores_no_bytecode()
    {
        tree.With("pkg.py");

        tree.Probe(tree.Arguments with { Mode = ProbeMode.Candidate, Pycache = tree.Path("pycache") });

        Directory.GetFileSystemEntries(tree.Path("pycache")).ShouldBeEmpty();
    }

    [Fact]
    public void Stored_bytecode_is_used_for_another_copy_of_the_tree_without_a_look_at_its_times()
    {
        using var copy = new ProbeTree();
        tree.With("pkg.py", "raise ValueError('from the first')");
        copy.With("pkg.py", "raise ValueError('compiled again')");
        tree.Probe(tree.Arguments with { Pycache = tree.Path("pycache") });

        var report = copy.Probe(copy.Arguments with { Mode = ProbeMode.Candidate, Pycache = tree.Path("pycache") });

        report.Module("pkg").Error!.Message.ShouldBe("from the first");
    }

    [Fact]
    public void A_shared_file_counts_for_its_own_distribution_first()
    {
        tree.With("alpha.py", "import zeta")
            .With("zeta.py")
            .WithDistribution("alpha", "1", "alpha.py")
            .WithDistribution("zeta", "1", "zeta.py");

        tree.Probe().Module("zeta").Opened.ShouldBe(["zeta.py"]);
    }

    [Fact]
    public void That_the_probe_reads_a_record_is_no_evidence_that_anyone_needs_it()
    {
        tree.With("pkg.py").WithDistribution("pkg", "1", "pkg.py");

        tree.Probe().Behaviour("metadata/pkg").Opened.ShouldBe(["pkg-1.dist-info/METADATA"]);
    }

    private static string Json<T>(T value) => System.Text.Json.JsonSerializer.Serialize(value);
}
