namespace LayerPipeline.Tests.Pruning.Rules;

/// <summary>For each shipped rule, files that it removes and files like them that must stay.</summary>
internal static class RuleExamples
{
    public static IReadOnlyDictionary<string, (string[] Goes, string[] Stays)> All { get; } =
        new Dictionary<string, (string[], string[])>(StringComparer.Ordinal)
        {
            ["bytecode"] = (
                ["a/__pycache__/b.cpython-313.pyc", "__pycache__/a.cpython-313.opt-1.pyc", "a/b.pyc"],
                ["a/pyc.py", "a/b.pycache"]
            ),
            ["installer"] = (
                ["a-1.dist-info/INSTALLER", "a-1.dist-info/REQUESTED", "a-1.dist-info/direct_url.json"],
                ["a/INSTALLER", "a/direct_url.json", "a-1.dist-info/METADATA"]
            ),
            ["scripts"] = (["bin/a", "bin/b/c"], ["a/bin/c", "a/bin.py", "binary/a.py"]),
            ["scraps"] = (["a/.DS_Store", "a/b.py.orig", "a/b.py~", "a/.gitignore"], ["a/orig.py", "a/gitignore"]),
            ["tests"] = (
                ["a/tests/__init__.py", "tests/test_a.py", "a/tests/data/b.csv", "a/test/test_b.py", "a/test/c/test_d.py"],
                ["a/testing/__init__.py", "a/_testing/b.py", "a/test/__init__.py", "a/test/support.py", "a/tests.py", "a/mytests/b.py"]
            ),
            ["test-modules"] = (
                ["a/conftest.py", "a/test_b.py", "test_a.py", "a/b_test.py"],
                ["a/testing.py", "a/_test.txt", "a/b_tests.py", "a/contest.py", "a/attest.py"]
            ),
            ["test-extensions"] = (
                ["a/_test_b.cpython-313-x86_64-linux-gnu.so", "a/_c_tests.cpython-313-x86_64-linux-gnu.so", "a/_simd.cpython-313.so"],
                ["a/b.cpython-313-x86_64-linux-gnu.so", "a/_fastest.so", "a/_simd_kernels.so", "a.libs/libtest.so.1"]
            ),
            ["stubs"] = (["a/__init__.pyi", "a/py.typed"], ["a/__init__.py", "a/typed.py"]),
            ["headers"] = (["a/include/b.h", "a/b.hpp", "a/b.cuh"], ["a/h.py", "a/b.hdf", "a/b.h5"]),
            ["sources"] = (
                ["a/b.c", "a/b.pyx", "a/b.pxd", "a/b.f90", "a/b.pyx.in"],
                ["a/c.py", "a/b.csv", "a/b.cfg", "a/b.fits", "a/b.so"]
            ),
            ["static-libraries"] = (["a/lib/libb.a", "a/b.o"], ["a/b.so", "a.libs/libb.so.0", "a/b.json", "a/a.py"]),
            ["build-files"] = (
                ["a/lib/pkgconfig/b.pc", "a/CMakeLists.txt", "a/meson.build", "include/a/b.txt", "share/man/man1/a.1"],
                ["a/include/b.py", "share/a/b.json", "a/b.pcx", "a/build.py", "a/cmake.py"]
            ),
            ["documentation"] = (
                ["a/docs/b.rst", "a/doc/c.txt", "a/README.md", "README", "a/CHANGELOG.md"],
                ["a/datasets/descr/iris.rst", "a/doc.py", "a/docstrings.py", "a/b.rst", "a/b.txt"]
            ),
            ["examples"] = (
                ["a/examples/b.py", "examples/a.py", "a/benchmarks/b.py"],
                ["a/example.py", "a/_examples_utils.py", "a/sample/b.py"]
            ),
        };
}
