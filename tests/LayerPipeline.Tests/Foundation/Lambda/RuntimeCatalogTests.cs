using LayerPipeline.Foundation.Lambda;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Foundation.Lambda;

public sealed class RuntimeCatalogTests
{
    private static readonly RuntimeCatalog Catalog = RuntimeCatalog.Default;

    [Theory]
    [InlineData("3.10", "2.26", "Amazon Linux 2")]
    [InlineData("3.11", "2.26", "Amazon Linux 2")]
    [InlineData("3.12", "2.34", "Amazon Linux 2023")]
    [InlineData("3.13", "2.34", "Amazon Linux 2023")]
    [InlineData("3.14", "2.34", "Amazon Linux 2023")]
    public void Every_runtime_has_its_facts(string python, string glibc, string system)
    {
        var runtime = Catalog.Find(python).ShouldNotBeNull();

        runtime.Name.ShouldBe("python" + python);
        runtime.Glibc.ShouldBe(glibc);
        runtime.OperatingSystem.ShouldBe(system);
        runtime.BuildImage.ShouldBe("public.ecr.aws/sam/build-python" + python);
        runtime.Source.ShouldStartWith("https://docs.aws.amazon.com/");
        runtime.Deprecated.ShouldNotBeNull().ShouldBeLessThan(runtime.CreationBlocked.ShouldNotBeNull());
        runtime.CreationBlocked!.Value.ShouldBeLessThan(runtime.UpdateBlocked.ShouldNotBeNull());
    }

    [Fact]
    public void The_end_of_Python_3_10_is_as_AWS_moved_it()
    {
        var runtime = Catalog.Find("3.10")!;

        runtime.CreationBlocked.ShouldBe(new DateOnly(2027, 2, 1));
        runtime.UpdateBlocked.ShouldBe(new DateOnly(2027, 3, 3));
        runtime.CanBeCreatedOn(new DateOnly(2027, 1, 31)).ShouldBeTrue();
        runtime.CanBeCreatedOn(new DateOnly(2027, 2, 1)).ShouldBeFalse();
    }

    [Fact]
    public void A_preview_has_an_image_of_its_own_and_no_end_yet()
    {
        var preview = Catalog.Runtimes.Where(runtime => runtime.IsPreview).ShouldHaveSingleItem();

        preview.Name.ShouldBe("python3.15");
        preview.ImageFor("arm64").ShouldBe("public.ecr.aws/lambda/python:3.15-preview");
        preview.CanBeCreatedOn(DateOnly.MaxValue).ShouldBeTrue();
        Catalog.Find("3.14")!.ImageFor("arm64").ShouldBe("public.ecr.aws/sam/build-python3.14:latest-arm64");
    }

    [Fact]
    public void Nobody_gets_a_preview_who_does_not_ask_for_it() => Catalog.Find(Catalog.DefaultPython)!.IsPreview.ShouldBeFalse();

    [Fact]
    public void The_defaults_exist()
    {
        Catalog.Find(Catalog.DefaultPython).ShouldNotBeNull().Architectures.ShouldContain(Catalog.DefaultArchitecture);
        Catalog.FindArchitecture(Catalog.DefaultArchitecture).ShouldNotBeNull();
    }

    [Fact]
    public void What_does_not_exist_is_not_found()
    {
        Catalog.Find("3.1").ShouldBeNull();
        Catalog.FindArchitecture("aarch64").ShouldBeNull();
    }

    [Theory]
    [InlineData(
        "x86_64",
        "2.34",
        "manylinux_2_34_x86_64",
        "manylinux_2_28_x86_64,manylinux_2_27_x86_64,manylinux_2_24_x86_64,manylinux_2_17_x86_64,manylinux2014_x86_64,manylinux1_x86_64"
    )]
    [InlineData(
        "arm64",
        "2.34",
        "manylinux_2_34_aarch64",
        "manylinux_2_28_aarch64,manylinux_2_27_aarch64,manylinux_2_24_aarch64,manylinux_2_17_aarch64,manylinux2014_aarch64"
    )]
    [InlineData("x86_64", "2.26", "manylinux_2_26_x86_64", "manylinux_2_24_x86_64,manylinux_2_17_x86_64,manylinux2014_x86_64")]
    public void Platforms_begin_with_the_runtimes_glibc_and_name_every_older_one(
        string architecture,
        string glibc,
        string first,
        string among
    )
    {
        var platforms = Catalog.FindArchitecture(architecture)!.Platforms(glibc);

        platforms[0].ShouldBe(first);
        platforms.Where(among.Split(',').Contains).ShouldBe(among.Split(','));
        platforms.ShouldBeUnique();
        platforms[^1].ShouldStartWith("linux_");
    }

    [Fact]
    public void An_old_glibc_gets_no_newer_wheels() =>
        Catalog.FindArchitecture("arm64")!.Platforms("2.26").ShouldNotContain("manylinux_2_27_aarch64");
}
