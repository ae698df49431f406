using System.IO.Compression;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Tests.RealWheels;

/// <summary>Rules of the tier data on the wheels that they are for, where LAYERPIPELINE_WHEELS is set.</summary>
[Trait("Category", "RealWheels")]
public sealed class RealDataRuleTests
{
    [Theory]
    [InlineData("numpy-f2py", "numpy-2.5.5-*x86_64.whl", 500_000, "numpy/lib/__init__.py")]
    [InlineData("numpy-f2py", "numpy-1.26.4-*.whl", 1_000_000, "numpy/core/__init__.py")]
    [InlineData("sklearn-datasets", "scikit_learn-*.whl", 580_000, "sklearn/datasets/_base.py")]
    public void A_rule_takes_its_part_of_the_wheel_and_leaves_the_rest(string id, string pattern, long least, string stays)
    {
        var wheels = Directory.EnumerateFiles(WheelFolder.Folder(), pattern).ToList();
        Assert.SkipWhen(wheels.Count == 0, $"LAYERPIPELINE_WHEELS has no {pattern}");
        using var wheel = ZipFile.OpenRead(wheels[0]);

        var taken = wheel.Entries.Where(entry => RuleSet.Shipped.MatchData(entry.FullName, out _)?.Rule.Id == id).ToList();

        taken.Sum(entry => entry.Length).ShouldBeGreaterThan(least);
        wheel.Entries.Select(entry => entry.FullName).ShouldContain(stays);
        taken.Select(entry => entry.FullName).ShouldNotContain(stays);
    }
}
