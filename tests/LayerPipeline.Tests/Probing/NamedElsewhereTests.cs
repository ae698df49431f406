using LayerPipeline.Pruning.Rules;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Probing;

/// <summary>What is named by texts that are no sources, from other distributions, or by the folder in which it lies.</summary>
public sealed class NamedElsewhereTests : IDisposable
{
    private const string Here = "import os, shutil, ctypes\nHERE = os.path.dirname(__file__)\n";

    private readonly ProbeTree tree = new ProbeTree()
        .With("pkg/__init__.py")
        .With("pkg/docs/index.html", "x")
        .With("pkg/tests/__init__.py")
        .With("pkg/tests/_helper.py")
        .With("pkg/tests/test_a.py")
        .With("pkg/_z_test.abi3.so", "x")
        .With("pkg/plug/fast_tests.abi3.so", "x");

    public void Dispose() => tree.Dispose();

    [Fact]
    public void Settings_tables_and_templates_name_files_and_modules()
    {
        tree.With("pkg/table.json", """{"a": "docs/index.html", "b": "pkg.tests._helper:run", "c": "index.html", "d": "see docs"}""")
            .With("pkg/docs/frame.html", """{% include "./index.html" %}""")
            .With("pkg/notes.txt", "docs/index.html")
            .With("pkg/tests/more.json", "docs/frame.html")
            .With("pkg/vendored-1.dist-info/list.json", "docs/index.html");

        var names = Names();

        names["pkg/table.json"].ShouldBe(["pkg/docs/index.html", "pkg/tests/__init__.py", "pkg/tests/_helper.py"]);
        names["pkg/docs/frame.html"].ShouldBe(["pkg/docs/index.html"]);
        names.Keys.ShouldNotContain("pkg/notes.txt");
        names.Keys.ShouldNotContain("pkg/vendored-1.dist-info/list.json");
    }

    [Fact]
    public void What_lies_beside_a_module_that_is_imported_is_named_from_another_distribution_by_its_path()
    {
        const string Guest = "import os\nPATH = os.path.join(os.path.dirname(pkg.__file__), 'docs', 'index.html')\n";
        tree.With("guest/__init__.py", "import pkg\n" + Guest).With("stranger/__init__.py", Guest);

        var names = Names();

        names["guest/__init__.py"].ShouldBe(["pkg/docs/index.html"]);
        names.Keys.ShouldNotContain("stranger/__init__.py");
    }

    [Fact]
    public void A_folder_that_is_no_package_and_is_copied_is_meant_with_its_tests_and_recipes()
    {
        tree.With("pkg/start.py", Here + "def start(to):\n    shutil.copytree(os.path.join(HERE, 'skeleton'), to)\n")
            .With("pkg/skeleton/pyproject.toml", "x")
            .With("pkg/skeleton/tests/test_app.py", "x")
            .With("pkg/skeleton/app/py.typed", "x");

        Names()["pkg/start.py"]
            .ShouldBe(["pkg/skeleton/", "pkg/skeleton/app/py.typed", "pkg/skeleton/pyproject.toml", "pkg/skeleton/tests/test_app.py"]);
    }

    [Fact]
    public void What_a_compiler_would_read_of_a_compiled_distribution_is_no_part_of_a_folder_that_is_joined()
    {
        tree.With("pkg/paths.py", Here + "def include():\n    return os.path.join(HERE, 'include')\n").With("pkg/include/pkg.h", "x");

        Names().GetValueOrDefault("pkg/paths.py", []).ShouldNotContain("pkg/include/pkg.h");
    }

    [Fact]
    public void Extension_modules_and_libraries_that_look_like_tests_are_named_as_sources_are()
    {
        tree.With(
            "pkg/load.py",
            Here
                + "def load(kind, import_module):\n    return import_module(f'pkg._{kind}_test')\n"
                + "def plug():\n    return ctypes.CDLL(os.path.join(HERE, 'plug', 'fast_tests.abi3.so'))\n"
        );

        Names()["pkg/load.py"].ShouldBe(["pkg/_z_test.abi3.so", "pkg/plug/fast_tests.abi3.so"]);
    }

    [Fact]
    public void A_stub_that_is_called_as_the_source_is_named_by_its_ending()
    {
        tree.With("pkg/lazy.py", "import os\ndef stub():\n    return open(os.path.splitext(__file__)[0] + '.pyi')\n")
            .With("pkg/lazy.pyi")
            .With("pkg/other.pyi");

        Names()["pkg/lazy.py"].ShouldBe(["pkg/lazy.pyi"]);
    }

    [Fact]
    public void Code_among_documentation_has_what_lies_with_it_as_its_data()
    {
        tree.With("pkg/docs/maker.py", "X = 1\n").With("pkg/docs/empty/__init__.py");

        var names = Names();

        names["pkg/docs/maker.py"].ShouldBe(["pkg/docs/**"]);
        names.Keys.ShouldNotContain("pkg/docs/empty/__init__.py");
    }

    private IReadOnlyDictionary<string, IReadOnlyList<string>> Names() =>
        tree.Probe(tree.Arguments with { Modules = [], Proposed = RuleSet.Shipped.Patterns }).Names;
}
