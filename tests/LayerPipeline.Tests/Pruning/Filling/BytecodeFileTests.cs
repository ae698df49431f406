using LayerPipeline.Pruning.Filling;
using Shouldly;

namespace LayerPipeline.Tests.Pruning.Filling;

public sealed class BytecodeFileTests
{
    [Theory]
    [InlineData("python/pkg/__pycache__/mod.cpython-313.pyc", "python/pkg/mod.py")]
    [InlineData("python/__pycache__/six.cpython-310.pyc", "python/six.py")]
    [InlineData("python/a/__pycache__/b/__pycache__/c.cpython-313.pyc", "python/a/__pycache__/b/c.py")]
    public void Its_source_lies_above_its_folder(string bytecode, string source) => BytecodeFile.SourceOf(bytecode).ShouldBe(source);

    [Theory]
    [InlineData("python/pkg/mod.pyc")] // Bytecode without a source.
    [InlineData("python/pkg/__pycache__/mod.cpython-313.opt-1.pyc")] // Of python -O.
    [InlineData("python/pkg/__pycache__/mod.cpython-313.py")]
    [InlineData("python/pkg/__pycache__/sub/mod.cpython-313.pyc")]
    [InlineData("python/pkg/mod.py")]
    public void Anything_else_has_no_source(string path) => BytecodeFile.SourceOf(path).ShouldBeNull();
}
