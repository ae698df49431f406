using LayerPipeline.Checking.Gates;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using static LayerPipeline.Tests.Checking.Layers;

namespace LayerPipeline.Tests.Checking.Gates;

/// <summary>What distributions do to each other, and to those that the runtime has.</summary>
public sealed class NeighbourGatesTests
{
    [Fact]
    public void Files_that_were_overwritten_are_a_warning_with_both_names_and_a_few_files()
    {
        var files = Enumerable.Range(1, 5).Select(i => new SharedFile($"python/both/f{i}.py", ["two"], ["one"]));
        var layer = Of() with { Shared = [.. files, new SharedFile("python/LICENSE", ["three"], ["one"])] };

        var answer = new SharedFileGate().Ask(layer);

        answer.Status.ShouldBe(GateStatus.Warn);
        answer.Measured.ShouldBe("6 files of several distributions with different contents");
        var lines = answer.Message.Split('\n');
        lines[0]
            .ShouldStartWith(
                "one and two install the same files, each with contents of its own: both/f1.py, both/f2.py, both/f3.py and 2 more. "
            );
        lines[0].ShouldContain("What is there is from two; what one installed was overwritten.");
        lines[1].ShouldStartWith("one and three install the same file, each with contents of its own: LICENSE. ");
    }

    [Fact]
    public void Where_hashes_do_not_tell_whose_a_file_is_that_is_said()
    {
        var layer = Of() with
        {
            Shared = [new SharedFile("python/a.py", ["one", "two"], []), new SharedFile("python/b.py", [], ["one", "three"])],
        };

        var message = new SharedFileGate().Ask(layer).Message;

        message.ShouldContain("Their RECORDs have no hashes");
        message.ShouldContain("What is there is of none of them");
    }

    [Theory]
    [InlineData("python/")]
    [InlineData("python/lib/python3.13/site-packages/")]
    public void Half_of_what_the_runtime_has_is_a_warning_with_its_version_and_the_other_half(string folder)
    {
        var layer = Of(File($"{folder}botocore/__init__.py"), File($"{folder}botocore-1.42.7.dist-info/METADATA"));

        var answer = new RuntimePackageGate().Ask(layer);

        answer.Status.ShouldBe(GateStatus.Warn);
        answer.Measured.ShouldBe("1 of 2 parts of the AWS SDK for Python that belong together");
        answer.Message.ShouldStartWith(
            "The layer has botocore 1.42.7, but not boto3, so a function gets boto3 from python3.13, in a version that changes"
        );
        answer.Message.ShouldContain("add boto3 to the packages");
        answer.Message.ShouldContain("--runtime-provides use");
    }

    [Fact]
    public void The_other_half_alone_is_one_too_and_metadata_need_not_be_there()
    {
        var answer = new RuntimePackageGate().Ask(Of(File("python/boto3/__init__.py")));

        answer.Message.ShouldStartWith("The layer has boto3 of an unknown version, but not botocore");
    }

    [Theory]
    [InlineData]
    [InlineData("python/boto3/__init__.py", "python/botocore/__init__.py")]
    [InlineData("python/urllib3/__init__.py", "python/six.py")]
    [InlineData("python/vendored/botocore/__init__.py")]
    [InlineData("python/lib/python3.12/site-packages/botocore/__init__.py")]
    public void All_of_it_none_of_it_and_what_goes_with_every_version_passes(params string[] files) =>
        new RuntimePackageGate().Ask(Of([.. files.Select(file => File(file))])).Status.ShouldBe(GateStatus.Pass);

    [Fact]
    public void Every_runtime_has_packages_of_its_own_and_each_entry_names_its_source()
    {
        RuntimeCatalog.Default.Runtimes.ShouldAllBe(runtime => RuntimePackages.Shipped.Of(runtime).Any());
        RuntimePackages.Shipped.Sets.ShouldAllBe(set => set.Source.StartsWith("https://") && set.Reason.Length > 20);
        RuntimePackages
            .Shipped.Sets.SelectMany(set => set.Distributions)
            .ShouldAllBe(package =>
                package.Source.StartsWith("https://")
                && package.Modules.Count > 0
                && package.Name == RequirementName.Normalize(package.Name)
            );
    }
}
