namespace LayerPipeline.Tests.Pruning.Rules;

/// <summary>For each shipped rule, files that it removes and files like them that must stay.</summary>
internal static class RuleExamples
{
    public static IReadOnlyDictionary<string, (string[] Goes, string[] Stays)> All { get; } =
        new Dictionary<string, (string[], string[])>(StringComparer.Ordinal)
        {
            ["bytecode"] = (["a/__pycache__/b.cpython-313.pyc", "__pycache__/a.cpython-313.opt-1.pyc"], ["a/pyc.py", "a/b.pycache"]),
            ["bytecode-beside"] = (["a/b.pyc=Bytecode", "a/b.pyo=Bytecode"], ["a/b.pyc", "a/b.bin=Bytecode", "a/b.py"]),
            ["installer"] = (
                [
                    "a-1.dist-info/INSTALLER",
                    "a-1.dist-info/REQUESTED",
                    "a-1.dist-info/direct_url.json",
                    "a-1.dist-info/uv_cache.json",
                    "a-1.dist-info/uv_build.json",
                ],
                ["a/INSTALLER", "a/direct_url.json", "a-1.dist-info/METADATA"]
            ),
            ["scripts"] = (
                ["bin/a", "bin/b/c", "bin/a=Script"],
                ["a/bin/c", "a/bin.py", "binary/a.py", "bin/tool=Program", "bin/tool=Library"]
            ),
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
            ["static-libraries"] = (
                ["a/lib/libb.a=StaticLibrary", "a/b.o=Object", "a/plain=StaticLibrary"],
                ["a/b.so=Library", "a.libs/libb.so.0=Library", "a/cube.obj", "a/words.a", "a/b.o", "a/tool=Program"]
            ),
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
            ["other-systems"] = (["a/t64.exe=Foreign", "bin/tool=Foreign", "a/tool=Foreign"], ["a/tool=Program", "a/t64.exe"]),
            ["gpu-nccl"] = Gpu("nvidia/nccl/lib/libnccl.so.2", "a.libs/libnccl-0a1b2c3d.so.2", "a/librccl.so.1"),
            ["gpu-cudart"] = Gpu(
                "nvidia/cuda_runtime/lib/libcudart.so.12",
                "a.libs/libcudart-0a1b2c3d.so.12.4.127",
                "a/libnvToolsExt.so.1"
            ),
            ["gpu-cublas"] = Gpu("nvidia/cublas/lib/libcublas.so.12", "nvidia/cublas/lib/libcublasLt.so.12", "a/libnvblas.so.12"),
            ["gpu-cudnn"] = Gpu("nvidia/cudnn/lib/libcudnn.so.9", "nvidia/cudnn/lib/libcudnn_ops.so.9"),
            ["gpu-compilers"] = Gpu("a/libnvrtc.so.12", "a/libnvrtc-builtins.so.12.4", "a/libnvJitLink.so.12"),
            ["gpu-cufft"] = Gpu("a/libcufft.so.11", "a/libcufftw.so.11"),
            ["gpu-curand"] = Gpu("a/libcurand.so.10"),
            ["gpu-cusolver"] = Gpu("a/libcusolver.so.11", "a/libcusolverMg.so.11"),
            ["gpu-cusparse"] = Gpu("a/libcusparse.so.12", "a/libcusparseLt.so.0"),
            ["gpu-profilers"] = Gpu("a/libcupti.so.12", "a/libnvperf_host.so"),
            ["gpu-files"] = Gpu("a/libcufile.so.0", "a/libcufile_rdma.so.1"),
            ["gpu-nvshmem"] = Gpu("a/libnvshmem_host.so.3", "a/nvshmem_transport_ibrc.so.3"),
            ["gpu-tensorrt"] = Gpu("a/libnvinfer.so.10", "a/libnvinfer_plugin.so.10", "a/libnvonnxparser.so.10"),
            ["gpu-rocm"] = Gpu("a/lib/libamdhip64.so", "a/lib/librocblas.so.4", "a/lib/libMIOpen.so.1"),
        };

    /// <summary>Libraries that go, and files of the same names that are no libraries, and libraries of names like theirs.</summary>
    private static (string[] Goes, string[] Stays) Gpu(params string[] libraries) =>
        (
            [.. libraries.Select(path => path + "=Library")],
            [.. libraries.Select(path => path + "=Other"), .. libraries.Select(path => path.Replace(".so", ".txt") + "=Library")]
        );
}
