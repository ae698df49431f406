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

        tree.Probe().Module("pkg").Opened.ShouldBe(["pkg/__init__.py", "pkg/data/a.txt", "pkg/data/c.txt"]);
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
}
