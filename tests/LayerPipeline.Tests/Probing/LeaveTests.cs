using System.Text.Json;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Probing;

/// <summary>What is left to the runtime is removed by what RECORDs say, and RECORDs may say anything.</summary>
public sealed class LeaveTests : IDisposable
{
    private readonly ProbeTree tree = new();

    public void Dispose() => tree.Dispose();

    [Fact]
    public void Files_that_others_list_too_stay_and_empty_folders_go()
    {
        tree.With("sdk/a/b.py")
            .With("shared/__init__.py")
            .With("shared/sdk.py")
            .With("bin/sdk")
            .With("app.py")
            .WithDistribution("sdk", "1", "sdk/a/b.py", "shared/__init__.py", "shared/sdk.py", "../../bin/sdk", "gone.py")
            .WithDistribution("app", "1", "app.py", "shared/__init__.py");

        Leave(Item("app", true, "sdk>=1 ; python_version > '3'"), Item("SDK", false)).ShouldBe("sdk");

        Left().ShouldBe(["app-1.dist-info/METADATA", "app-1.dist-info/RECORD", "app.py", "shared/__init__.py"]);
        Directory.Exists(Path.Combine(tree.Root, "sdk")).ShouldBeFalse();
    }

    [Fact]
    public void Nothing_outside_of_the_tree_is_removed()
    {
        var outside = tree.Path("outside.py");
        File.WriteAllText(outside, "");
        Directory.CreateDirectory(tree.Path("beside"));
        File.WriteAllText(tree.Path("beside/file.py"), "");
        tree.With("app.py")
            .WithDistribution("sdk", "1", "../outside.py", outside, "link/file.py", "/", ".", "..")
            .WithDistribution("app", "1", "app.py");
        Directory.CreateSymbolicLink(Path.Combine(tree.Root, "link"), tree.Path("beside"));

        Leave(Item("app", true, "sdk"), Item("sdk", false)).ShouldBe("sdk");

        File.Exists(outside).ShouldBeTrue();
        File.Exists(tree.Path("beside/file.py")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("other; extra == 'x'", "sdk")]
    [InlineData("", "other sdk")]
    public void What_something_else_may_need_stays(string need, string left)
    {
        foreach (var name in new[] { "app", "sdk", "other" })
        {
            tree.With($"{name}.py").WithDistribution(name, "1", $"{name}.py");
        }

        Leave(Item("app", true, "sdk", need), Item("sdk", true, "other"), Item("other", false)).ShouldBe(left);

        Left().Contains("other.py").ShouldBe(left == "sdk");
    }

    private static string Item(string name, bool requested, params string[] needs) =>
        JsonSerializer.Serialize(new { metadata = new { name, requires_dist = needs }, requested });

    private string[] Left() =>
        [
            .. Directory
                .EnumerateFiles(tree.Root, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(tree.Root, path))
                .Where(path => !path.StartsWith("link", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    private string Leave(params string[] items)
    {
        var report = tree.Path("report.json");
        File.WriteAllText(report, $"{{\"install\": [{string.Join(',', items)}]}}");
        return tree.Say(
            $$"""
            from probe import leave
            print(*leave.leave(dict(root={{JsonSerializer.Serialize(tree.Root)}}, report={{JsonSerializer.Serialize(
                report
            )}}, provided=["sdk"])))
            """
        );
    }
}
