using LayerPipeline.Probing;
using Shouldly;
using Xunit;

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

    [Fact]
    public void An_import_that_runs_with_the_module_is_an_edge() =>
        ShouldHaveEdges(
            "",
            [
                ("import pkg.a", "pkg/__init__.py pkg/a.py"),
                ("import pkg.a as x, pkg.b", "pkg/__init__.py pkg/a.py pkg/b.py"),
                ("from pkg import b, nothing", "pkg/__init__.py pkg/b.py"),
                ("from pkg.sub.c import *", "pkg/__init__.py pkg/sub/__init__.py pkg/sub/c.py"),
                ("import loose.d", "loose/d.py"),
                (
                    "try:\n    import pkg\nexcept ImportError:\n    import loose.d\nelse:\n    import pkg.a",
                    "loose/d.py pkg/__init__.py pkg/a.py"
                ),
                ("class Lazy:\n    from pkg import a", "pkg/__init__.py pkg/a.py"),
                ("with open('x'):\n    for i in []:\n        import loose.d", "loose/d.py"),
                ("match 1:\n    case 1:\n        import loose.d", "loose/d.py"),
                ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import pkg.a\nelse:\n    import loose.d", "loose/d.py"),
                ("import importlib\nx = importlib.import_module('pkg.a')", "pkg/__init__.py pkg/a.py"),
                ("__import__('loose.d')", "loose/d.py"),
            ]
        );

    [Fact]
    public void An_import_that_does_not_run_with_the_module_is_none() =>
        ShouldHaveEdges(
            "",
            [
                ("def later():\n    import pkg.a", ""),
                ("async def later():\n    import pkg.a", ""),
                ("class A:\n    def later(self):\n        import pkg.a", ""),
                ("import typing as t\nif t.TYPE_CHECKING:\n    import pkg.a", ""),
                ("import os, absent", ""),
                ("this is no Python", ""),
                ("import_module(name), import_module(''), import_module('..')", ""),
            ]
        );

    [Theory]
    [InlineData("def later():\n    import pkg.a", "pkg/__init__.py pkg/a.py")]
    [InlineData(
        "class A:\n    async def later(self):\n        if self:\n            from pkg.sub import c",
        "pkg/__init__.py pkg/sub/__init__.py pkg/sub/c.py"
    )]
    [InlineData("import pkg.b\ndef later():\n    import pkg.a, pkg.b", "pkg/a.py")]
    [InlineData("from importlib import import_module\ndef later():\n    return import_module('loose.d')", "loose/d.py")]
    [InlineData(
        "import importlib\ndef __getattr__(name):\n    return importlib.import_module('pkg.sub.c')",
        "pkg/__init__.py pkg/sub/__init__.py pkg/sub/c.py"
    )]
    [InlineData("def later(load=lambda: __import__('loose.d')):\n    return load()", "loose/d.py")]
    [InlineData("with __import__('loose.d'):\n    pass", "loose/d.py")]
    [InlineData("import typing as t\ndef later():\n    if t.TYPE_CHECKING:\n        import pkg.a", "")]
    public void An_import_that_a_call_runs_is_one_of_later(string code, string targets)
    {
        tree.With("m.py", code);

        string.Join(' ', tree.Probe(tree.Arguments with { Modules = [] }).Later.GetValueOrDefault("m.py", [])).ShouldBe(targets);
    }

    [Fact]
    public void The_first_line_of_an_import_is_known()
    {
        tree.With("m.py", "import os\nimport pkg.b\n\ndef later():\n    import pkg.a, pkg.b\n    import loose.d\n\nfrom pkg import b\n");

        var report = tree.Probe(tree.Arguments with { Modules = [] });

        report.Imports["m.py"].Zip(report.Lines["m.py"]).ShouldBe([("pkg/__init__.py", 2), ("pkg/b.py", 2)]);
        report.Later["m.py"].Zip(report.LaterLines["m.py"]).ShouldBe([("loose/d.py", 6), ("pkg/a.py", 5)]);
    }

    [Fact]
    public void A_relative_import_is_an_edge() =>
        ShouldHaveEdges(
            "pkg/sub/",
            [
                ("from . import c", "pkg/__init__.py pkg/sub/__init__.py pkg/sub/c.py"),
                ("from .c import x", "pkg/__init__.py pkg/sub/__init__.py pkg/sub/c.py"),
                ("from .. import b", "pkg/__init__.py pkg/b.py"),
                ("from ..a import x", "pkg/__init__.py pkg/a.py"),
                ("from .... import beyond", ""),
                (
                    "from importlib import import_module\nimport_module('.c', __package__)",
                    "pkg/__init__.py pkg/sub/__init__.py pkg/sub/c.py"
                ),
            ]
        );

    [Fact]
    public void A_package_is_relative_to_itself()
    {
        tree.With("pkg/sub/__init__.py", "from . import c\nfrom .. import a");

        Edges()["pkg/sub/__init__.py"].ShouldBe(["pkg/__init__.py", "pkg/a.py", "pkg/sub/c.py"]);
    }

    [Fact]
    public void A_source_below_tests_is_read_only_if_something_leads_to_it()
    {
        tree.With("m.py", "from pkg.tests import helper")
            .With("n.py", "def later():\n    import pkg.tests.opened\nlater()")
            .With("pkg/tests/helper.py", "import loose.d")
            .With("pkg/tests/opened.py", "import pkg.b")
            .With("pkg/tests/test_a.py", "import pkg.a");

        var imports = tree.Probe().Imports;

        imports.Keys.Order(StringComparer.Ordinal).ShouldBe(["m.py", "pkg/tests/helper.py", "pkg/tests/opened.py"]);
    }

    [Fact]
    public void What_a_start_file_names_is_an_edge()
    {
        tree.With("boot.start", "\ufeff# at start\nloose.d:main\n\npkg.sub.c:nested.call\nabsent:main\n")
            .With("pkg/data/not_at_the_top.start", "pkg.a:main\n");

        var edges = Edges();

        edges["boot.start"].ShouldBe(["loose/d.py", "pkg/__init__.py", "pkg/sub/__init__.py", "pkg/sub/c.py"]);
        edges.Keys.ShouldNotContain("pkg/data/not_at_the_top.start");
    }

    [Fact]
    public void A_module_that_is_to_be_imported_lazily_is_an_edge() =>
        ShouldHaveEdges("", [("__lazy_modules__ = ['loose.d']\nimport loose.d", "loose/d.py")]);

    /// <summary>PEP 810: the statement is Python from 3.15 on, and a syntax error before.</summary>
    [Fact]
    public void A_lazy_import_statement_is_an_edge_where_Python_has_it_and_stops_nothing_where_it_has_not()
    {
        tree.With("m.py", "lazy import loose.d\nlazy from pkg import a").With("n.py", "import pkg.b");

        var report = tree.Probe(tree.Arguments with { Modules = [] });

        var hasStatement = Version.Parse(report.Python) >= new Version(3, 15);
        report
            .Imports.GetValueOrDefault("m.py", [])
            .ShouldBe(hasStatement ? ["loose/d.py", "pkg/__init__.py", "pkg/a.py"] : Array.Empty<string>());
        report.Imports["n.py"].ShouldBe(["pkg/__init__.py", "pkg/b.py"]);
    }

    [Fact]
    public void A_candidate_has_no_edges()
    {
        tree.With("m.py", "import pkg");

        tree.Probe(tree.Arguments with { Mode = ProbeMode.Candidate }).Imports.ShouldBeEmpty();
    }

    private void ShouldHaveEdges(string folder, IReadOnlyList<(string Code, string Targets)> cases)
    {
        for (var i = 0; i < cases.Count; i++)
        {
            tree.With($"{folder}m{i}.py", cases[i].Code);
        }

        var edges = Edges();

        cases.Select((expected, i) => (expected.Code, string.Join(' ', edges.GetValueOrDefault($"{folder}m{i}.py") ?? []))).ShouldBe(cases);
    }

    private IReadOnlyDictionary<string, IReadOnlyList<string>> Edges() => tree.Probe(tree.Arguments with { Modules = [] }).Imports;
}
