using LayerPipeline.Tests.Probing;

namespace LayerPipeline.Tests.Formats.Cold;

/// <summary>What programs do with packages works out of a cold store as it does on the plain tree.</summary>
public sealed class ColdBehaviourTests : IDisposable
{
    private readonly ColdTrees _trees = new();

    public void Dispose() => _trees.Dispose();

    public static TheoryData<string> Behaviours =>
        [
            "values",
            "attributes",
            "spawn",
            "forkserver",
            "fork",
            "child_process",
            "as_program",
            "walks",
            "finds",
            "resources",
            "metadata",
            "source",
            "pickles",
            "reloads",
            "runs",
            "tracebacks",
            "failing_import",
            "many_threads",
        ];

    [Theory]
    [MemberData(nameof(Behaviours))]
    public void A_behaviour_is_the_same_as_on_the_plain_tree(string name)
    {
        var plain = _trees.Behave(_trees.Plain, name);

        _trees.Behave(_trees.Cold, name).ShouldBe(plain);
        plain.ShouldNotContain("Traceback");
        if (Effort.IsLong)
        {
            _trees.Behave(_trees.Cold, name).ShouldBe(plain, "warm");
        }
    }

    [Theory]
    [InlineData("3.10")]
    [InlineData("3.11")]
    [InlineData("3.12")]
    [InlineData("3.13")]
    [InlineData("3.14")]
    public void Every_runtimes_python_inflates_a_store(string version)
    {
        Assert.SkipUnless(Effort.IsLong || version is "3.10", Effort.FewCases);
        var interpreter = Python.OfVersion(version);
        Assert.SkipWhen(interpreter is null, $"no Python {version} is here");
        foreach (var name in Effort.IsLong ? Behaviours.Select(row => row.Data) : ["values"])
        {
            _trees.Behave(_trees.Cold, name, interpreter).ShouldBe(_trees.Behave(_trees.Plain, name, interpreter), name);
        }
    }
}
