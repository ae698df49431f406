using LayerPipeline.Probing;

namespace LayerPipeline.Tests.Probing;

public sealed class ImportEdgeTests : IDisposable
{
    private readonly ProbeTree tree = new ProbeTree()
        .With("pkg/__init__.py")
        .With("pkg/a.py")
        .With("pkg/b.py")
        .With("pkg/sub/__init__.py")
        .With("pkg/sub/c.py")
        .With("loose/d.py");

    public void Dispose() => tree.Dispose();

    [Theory]
    [InlineData("import pkg.a", "pkg/__init__.py pkg/a.py")]
    [InlineData("import pkg.a as x, pkg.b", "pkg/__init__.py pkg/a.py pkg/b.py")]
    [InlineData("from pkg import b, nothing", "pkg/__init__.py pkg/b.py")]
    [InlineData("from pkg.sub.c import *", "pkg/__init__.py pkg/sub/__init__.py pkg/sub/c.py")]
    [InlineData("import loose.d", "loose/d.py")]
    [InlineData(
        "try:\n    import pkg\nexcept ImportError:\n    import loose.d\nelse:\n    import pkg.a",
        "loose/d.py pkg/__init__.py pkg/a.py"
    )]
    [InlineData("class Lazy:\n    from pkg import a", "pkg/__init__.py pkg/a.py")]
    [InlineData("with open('x'):\n    for i in []:\n        import loose.d", "loose/d.py")]
    [InlineData("match 1:\n    case 1:\n        import loose.d", "loose/d.py")]
    [InlineData("def later():\n    import pkg.a", "")]
    [InlineData("async def later():\n    import pkg.a", "")]
    [InlineData("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import pkg.a\nelse:\n    import loose.d", "loose/d.py")]
    [InlineData("import typing as t\nif t.TYPE_CHECKING:\n    import pkg.a", "")]
    [InlineData("import importlib\nx = importlib.import_module('pkg.a')", "pkg/__init__.py pkg/a.py")]
    [InlineData("__import__('loose.d')", "loose/d.py")]
    [InlineData("import os, absent", "")]
    [InlineData("this is no Python", "")]
    public void An_import_that_runs_with_the_module_is_an_edge(string code, string targets)
    {
        tree.With("m.py", code);

        Edges("m.py").ShouldBe(targets);
    }

    [Theory]
    [InlineData("from . import c", "pkg/sub/__init__.py pkg/sub/c.py")]
    [InlineData("from .c import x", "pkg/sub/__init__.py pkg/sub/c.py")]
    [InlineData("from .. import b", "pkg/__init__.py pkg/b.py")]
    [InlineData("from ..a import x", "pkg/__init__.py pkg/a.py")]
    [InlineData("from .... import beyond", "")]
    [InlineData("from importlib import import_module\nimport_module('.c', __package__)", "pkg/sub/__init__.py pkg/sub/c.py")]
    public void A_relative_import_is_an_edge(string code, string targets)
    {
        tree.With("pkg/sub/m.py", code);

        Edges("pkg/sub/m.py").ShouldBe(targets);
    }

    [Fact]
    public void A_package_is_relative_to_itself()
    {
        tree.With("pkg/sub/__init__.py", "from . import c\nfrom .. import a");

        Edges("pkg/sub/__init__.py").ShouldBe("pkg/__init__.py pkg/a.py pkg/sub/c.py");
    }

    [Fact]
    public void A_source_below_tests_is_read_only_if_something_leads_to_it()
    {
        tree.With("m.py", "def later():\n    pass\nfrom pkg.tests import helper")
            .With("pkg/tests/helper.py", "import loose.d")
            .With("pkg/tests/test_a.py", "import pkg.a")
            .With("pkg/tests/opened.py", "import pkg.b")
            .With("n.py", "import pkg.tests.opened");

        var imports = tree.Probe().Imports;

        imports.Keys.Order(StringComparer.Ordinal).ShouldBe(["m.py", "n.py", "pkg/tests/helper.py", "pkg/tests/opened.py"]);
    }

    [Fact]
    public void A_candidate_has_no_edges()
    {
        tree.With("m.py", "import pkg");

        tree.Probe(tree.Arguments with { Mode = ProbeMode.Candidate }).Imports.ShouldBeEmpty();
    }

    private string Edges(string file) =>
        string.Join(' ', tree.Probe(tree.Arguments with { Modules = [] }).Imports.GetValueOrDefault(file) ?? []);
}
