using System.Xml.Linq;
using LayerPipeline.Testing;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Build;

public sealed class PackageVersionsTests
{
    /// <summary>Each package of the SDK counts for itself, but the first three numbers' hundreds are raised for all at once, with their core.</summary>
    [Fact]
    public void The_packages_of_the_AWS_SDK_are_of_one_release_step()
    {
        var versions = XDocument
            .Load(Repository.Find("Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Where(package => package.Attribute("Include")!.Value.StartsWith("AWSSDK.", StringComparison.Ordinal))
            .Select(package => Version.Parse(package.Attribute("Version")!.Value))
            .ToList();

        versions.Count.ShouldBeGreaterThan(2);
        versions.Select(version => (version.Major, version.Minor, version.Build / 100)).Distinct().ShouldHaveSingleItem();
    }
}
