using System.Diagnostics;
using System.Text;
using LayerPipeline.Probing;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Probing;

/// <summary>What a child has loaded before it begins hides that the tree lacks, or shadows, a module of that name.</summary>
public sealed class ChildTests : IDisposable
{
    /// <summary>Prints the modules that a file's own statements import, those in functions left out; a dot before relative ones.</summary>
    private const string TopLevelImports = """
        import ast, sys

        def imports(statements):
            for node in statements:
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)): continue
                if isinstance(node, ast.Import): yield from (alias.name for alias in node.names)
                elif isinstance(node, ast.ImportFrom): yield "." * node.level + (node.module or "")
                else: yield from imports(ast.iter_child_nodes(node))

        print(*sorted(set(imports(ast.parse(sys.stdin.read()).body))))
        """;

    private readonly ProbeTree tree = new();

    public void Dispose() => tree.Dispose();

    [Fact]
    public void A_child_imports_nothing_at_its_top_that_a_layer_might_lack_or_shadow() =>
        ImportsOf("probe/child.py").ShouldBe("json os sys time");

    [Fact]
    public void The_scan_finds_an_import_below_a_class_a_condition_and_a_relative_one()
    {
        Print(TopLevelImports, "class A:\n    import csv\nif 1:\n    from . import x\ndef f():\n    import re\n").ShouldBe(". csv");
        ImportsOf("probe/run.py").Split(' ').ShouldContain("subprocess");
    }

    /// <summary>What the parent imports, and the package itself, is not there for the modules that are probed.</summary>
    [Theory]
    [InlineData("subprocess")]
    [InlineData("concurrent.futures")]
    [InlineData("tempfile")]
    [InlineData("csv")]
    [InlineData("probe")]
    public void A_module_that_the_tree_has_is_not_hidden_by_one_that_the_parent_uses(string module)
    {
        tree.With("asks.py", $"import sys\nassert '{module}' not in sys.modules\n");

        tree.Probe().Module("asks").Status.ShouldBe("ok");
    }

    [Fact]
    public void A_package_that_has_the_probe_s_own_name_is_probed_as_any_other()
    {
        tree.With("probe/__init__.py", "from probe.tree import value").With("probe/tree.py", "value = 1").With("run.py").With("jobs.py");

        tree.Probe().Modules.Statuses().ShouldBe(["jobs ok", "probe ok", "probe.tree ok", "run ok"]);
    }

    /// <summary>A machine kills processes, too: what ended its process is asked again although nothing ran before it, an error is not.</summary>
    [Theory]
    [InlineData("crash", "['a'] ok")]
    [InlineData("error", "[] error")]
    public void What_ends_its_process_is_tried_once_more_alone_also_where_nothing_ran_before_it(string status, string expected)
    {
        const string Code = """
            import sys
            sys.path.insert(0, sys.stdin.readline().strip())
            from types import SimpleNamespace
            from probe.run import SecondTry

            tried = []

            def work_off(job, items):
                tried.extend(item["id"] for item in items)
                return [(item, {"id": item["id"], "status": "ok"}) for item in items]

            job = SimpleNamespace(with_environment=lambda variables: job)
            runner = SimpleNamespace(work_off=work_off, tree=SimpleNamespace(modules={}), settings=SimpleNamespace(mode="candidate", failed=(), values={}), world=None)
            failed = {"id": "a", "status": sys.stdin.readline().strip(), "error": {"type": "Signal", "message": "killed by SIGSEGV"}}
            (item, result), = SecondTry(runner, job).of([({"id": "a", "do": "module"}, failed)])
            print(tried, result["status"])
            """;

        Print(Code, $"{tree.Path("code")}\n{status}\n").ShouldBe(expected);
    }

    private static string ImportsOf(string file) =>
        Print(TopLevelImports, Encoding.UTF8.GetString(ProbeScript.Files.Single(each => each.Name == file).Content.Span));

    private static string Print(string code, string input)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Python.Interpreter, ["-c", code])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return printed.Trim();
    }
}
