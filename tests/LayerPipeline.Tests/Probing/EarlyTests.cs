using System.Text.Json;
using LayerPipeline.Probing;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Probing;

/// <summary>What is loaded before packages are looked for has nothing to do with what the probe itself imports.</summary>
public sealed class EarlyTests : IDisposable
{
    private readonly ProbeTree tree = new();

    public void Dispose() => tree.Dispose();

    [Theory]
    [InlineData("enum", true)]
    [InlineData("decimal", true)]
    [InlineData("logging", true)]
    [InlineData("os", true)]
    [InlineData("re", true)]
    [InlineData("csv", false)]
    [InlineData("mmap", false)]
    [InlineData("subprocess", false)]
    [InlineData("graphlib", false)]
    public void Python_and_Lambda_s_runtime_say_what_is_early_and_not_the_probe(string module, bool isEarly)
    {
        tree.With(module + ".py");

        var hidden = tree.Probe(tree.Arguments with { Mode = ProbeMode.Static }).Hides.ShouldHaveSingleItem();

        (hidden.Module, hidden.Early).ShouldBe((module, isEarly));
    }

    [Fact]
    public void Every_entry_has_modules_a_reason_and_a_source()
    {
        using var names = JsonDocument.Parse(ProbeScript.Files.Single(file => file.Name == "probe/early.json").Content);

        foreach (var entry in names.RootElement.GetProperty("modules").EnumerateArray())
        {
            entry.GetProperty("names").GetArrayLength().ShouldBeGreaterThan(0);
            entry.GetProperty("reason").GetString().ShouldNotBeNullOrWhiteSpace();
            entry.GetProperty("source").GetString().ShouldStartWith("https://");
        }
    }
}
