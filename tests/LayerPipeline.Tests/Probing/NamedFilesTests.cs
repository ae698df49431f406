using System.Text;
using LayerPipeline.Pruning.Rules;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Probing;

/// <summary>What the strings of sources and libraries name.</summary>
public sealed class NamedFilesTests : IDisposable
{
    private const string Here = "import os, pathlib\nHERE = os.path.dirname(__file__)\nHOME = pathlib.Path(__file__).parent\n";

    private readonly ProbeTree tree = new ProbeTree()
        .With("pkg/__init__.py")
        .With("pkg/sub/__init__.py")
        .With("pkg/docs/index.html", "x")
        .With("pkg/docs/more/page.html", "x")
        .With("pkg/tests/__init__.py")
        .With("pkg/tests/_helper.py")
        .With("pkg/tests/test_a.py")
        .With("pkg/tests/data/table.csv", "x")
        .With("pkg/_z_test.py")
        .With("pkg/kernels/blur.h", "x")
        .With("other/docs/index.html", "x");

    public void Dispose() => tree.Dispose();

    [Fact]
    public void Paths_are_named_however_they_are_written() =>
        ShouldName([
            ("os.path.join(HERE, 'docs', 'index.html')", "pkg/docs/index.html"),
            ("HOME / 'docs' / 'more' / 'page.html'", "pkg/docs/more/page.html"),
            ("HERE + '/docs/index.html'", "pkg/docs/index.html"),
            ("f'{HERE}/docs/{name}.html'", "pkg/docs/index.html"),
            ("'%s/%s.h' % (HERE, name)", "pkg/kernels/blur.h"),
            ("os.path.join(HERE, 'kernels', name + '.h')", "pkg/kernels/blur.h"),
            ("open('page.html')", "pkg/docs/more/page.html"),
            ("b'docs/index.html'", "pkg/docs/index.html"),
            ("'/'.join(['docs', 'index.html'])", "pkg/docs/index.html"),
            ("os.path.join(HERE, '..', 'other', 'docs', 'index.html')", "other/docs/index.html"),
            ("'other/docs/index.html'", "other/docs/index.html"),
            ("HOME.parents[0] / 'pkg' / 'docs' / 'index.html'", "pkg/docs/index.html"),
            ("'see docs/index.html for more'", ""),
            ("'nothing'", ""),
        ]);

    [Fact]
    public void Folders_are_named_where_they_are_joined_listed_or_hold_data() =>
        ShouldName([
            ("os.path.join(HERE, 'docs')", "pkg/docs/**"),
            ("os.listdir('docs')", "pkg/docs/**"),
            ("HOME / 'docs' / name", "pkg/docs/**"),
            ("'docs'", "pkg/docs/**"),
            ("os.path.join(HERE, 'tests')", "pkg/tests/"),
            ("'tests'", ""),
            ("'pkg'", ""),
            ("'data'", ""),
            ("os.path.join(HERE, 'tests', 'data')", "pkg/tests/data/**"),
        ]);

    [Fact]
    public void Modules_are_named_by_dotted_names_whole_or_put_together() =>
        ShouldName([
            ("['pkg.tests._helper']", "pkg/tests/__init__.py pkg/tests/_helper.py"),
            ("'pkg.tests._helper:main'", "pkg/tests/__init__.py pkg/tests/_helper.py"),
            ("'pkg.tests._helper.Main'", "pkg/tests/__init__.py pkg/tests/_helper.py"),
            ("'.tests._helper'", "pkg/tests/__init__.py pkg/tests/_helper.py"),
            ("import_module(f'pkg._{name}_test')", "pkg/_z_test.py"),
            ("import_module('pkg.tests.' + name)", "pkg/tests/__init__.py pkg/tests/_helper.py"),
            ("import_module('_z_test')", "pkg/_z_test.py"),
            ("'_z_test'", ""),
        ]);

    [Fact]
    public void Docstrings_name_nothing_and_a_name_that_is_given_twice_may_be_anything()
    {
        tree.With("pkg/sub/a.py", "'docs/index.html'\ndef f():\n    'docs/index.html'\nclass A:\n    'docs/index.html'")
            .With(
                "pkg/sub/b.py",
                "import os\nHERE = os.path.dirname(os.path.dirname(__file__))\nname = 'blur'\ndef read(name):\n    open(os.path.join(HERE, 'kernels', name + '.h'))"
            )
            .With("pkg/kernels/other.h", "x");

        var names = Names();

        names.Keys.ShouldNotContain("pkg/sub/a.py");
        names["pkg/sub/b.py"].ShouldBe(["pkg/kernels/blur.h", "pkg/kernels/other.h"]);
    }

    [Fact]
    public void Sources_that_are_only_named_are_read_too()
    {
        tree.With("pkg/m.py", "TABLE = {'a': 'pkg.tests._helper'}")
            .With("pkg/tests/_helper.py", "from . import _deep")
            .With("pkg/tests/_deep.py");

        var report = tree.Probe(tree.Arguments with { Modules = [], Proposed = RuleSet.Shipped.Patterns });

        report.Imports["pkg/tests/_helper.py"].ShouldContain("pkg/tests/_deep.py");
    }

    [Fact]
    public void A_library_names_files_whose_whole_names_it_holds()
    {
        byte[] library =
        [
            .. "\u007fELF"u8,
            .. Encoding.ASCII.GetBytes("\0schema/page.html\0index.html\0not the table.csv\0blur.h\0docs/more/page.html\0"),
        ];
        tree.With("pkg/lib.so.1", library);

        Names()["pkg/lib.so.1"].ShouldBe(["pkg/docs/index.html", "pkg/docs/more/page.html"]);
    }

    private void ShouldName(IReadOnlyList<(string Code, string Named)> cases)
    {
        for (var i = 0; i < cases.Count; i++)
        {
            tree.With($"pkg/m{i}.py", $"{Here}def later(name, import_module=None):\n    return {cases[i].Code}\n");
        }

        var names = Names();

        cases.Select((each, i) => (each.Code, string.Join(' ', names.GetValueOrDefault($"pkg/m{i}.py") ?? []))).ShouldBe(cases);
    }

    private IReadOnlyDictionary<string, IReadOnlyList<string>> Names() =>
        tree.Probe(tree.Arguments with { Modules = [], Proposed = RuleSet.Shipped.Patterns }).Names;
}
