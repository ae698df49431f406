using LayerPipeline.Installing;
using LayerPipeline.Installing.Libraries;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Tests.Formats.Elf;

namespace LayerPipeline.Tests.Installing.Libraries;

/// <summary>A library of a newer system does not load in an older runtime, whatever it is called.</summary>
public sealed class SystemLibraryCheckTests
{
    private static readonly byte[] TooNew = new ElfBuilder
    {
        Needed = ["libc.so.6"],
        VersionNeeds = [("libc.so.6", "GLIBC_2.17"), ("libc.so.6", "GLIBC_2.36")],
    }.Build();

    [Fact]
    public void What_needs_a_newer_glibc_is_refused_with_the_command_that_gets_one_that_fits() =>
        Should
            .Throw<SystemLibraryException>(() => Check("libexpat.so.1").Judge(Taken("libexpat.so.1", "libexpat.so.1"), _ => TooNew))
            .Message.ShouldBe(
                "systemLibraries: libexpat.so.1 (/usr/lib/libexpat.so.1, of package 1.0) needs GLIBC_2.36 of libc.so.6, but Amazon Linux 2023 of "
                    + "python3.13 has GLIBC_2.34. Either build on AWS, where Install takes it from the runtime's own image; or take it out of that "
                    + "image yourself: docker run --rm public.ecr.aws/sam/build-python3.13:latest-x86_64 sh -c \"dnf install -y -q expat >&2; cat "
                    + "/usr/lib64/libexpat.so.1\" > libexpat.so.1, and give it as --system-library ./libexpat.so.1."
            );

    [Fact]
    public void What_auto_chose_and_does_not_fit_is_left_out_with_a_warning()
    {
        var (refused, warnings) = Check(SystemLibraryNames.Auto).Judge(Taken("libx.so.1", SystemLibraryNames.Auto), _ => TooNew);

        refused.ShouldBe(["libx.so.1"]);
        warnings.ShouldHaveSingleItem().ShouldContain("dnf install -y -q 'libx.so.1()(64bit)'");
    }

    /// <summary>One is too new; one needs that and can't be loaded without; the last came only because the second needs it.</summary>
    [Fact]
    public void What_needs_a_library_that_is_left_out_goes_too_and_so_does_what_only_that_needs()
    {
        var taken = Taken("libnew.so.1", SystemLibraryNames.Auto);
        var library = taken.Libraries[0];
        string[] names = ["libfine.so.1", "libnew.so.1", "liborphan.so.1", "libshared.so.1", "libuser.so.1", "libwhole.so.1"];
        taken = taken with
        {
            Libraries = [.. names.Select(name => library with { Name = name })],
            Asked = ["libfine.so.1", "libwhole.so.1"],
        };

        var (refused, warnings) = Check(SystemLibraryNames.Auto).Judge(taken, Read);

        refused.ShouldBe(["libnew.so.1", "liborphan.so.1", "libuser.so.1", "libwhole.so.1"]);
        warnings.Count.ShouldBe(3);
        warnings[1]
            .ShouldStartWith("systemLibraries: libuser.so.1 needs libnew.so.1, which can't be taken: libnew.so.1 (/usr/lib/libnew.so.1");

        static ReadOnlyMemory<byte> Read(string name) =>
            name switch
            {
                "libfine.so.1" => new ElfBuilder { Needed = ["libshared.so.1"] }.Build(),
                "libnew.so.1" => TooNew,
                "libuser.so.1" => new ElfBuilder { Needed = ["libnew.so.1", "liborphan.so.1", "libshared.so.1"] }.Build(),
                "libwhole.so.1" => new ElfBuilder { Needed = ["libuser.so.1"] }.Build(),
                _ => new ElfBuilder().Build(),
            };
    }

    [Theory]
    [InlineData("../libx.so.1")]
    [InlineData("..")]
    [InlineData("-y")]
    [InlineData("$(id)")]
    public void What_would_lead_out_of_the_folder_is_refused(string name) =>
        Should
            .Throw<SystemLibraryException>(() => SystemLibraryCheck.CheckThere(Taken(name, SystemLibraryNames.Auto), onAws: false))
            .Message.ShouldContain($"'{name}' (/usr/lib/{name}) is not a library's name");

    [Fact]
    public void What_fits_is_taken()
    {
        var fits = new ElfBuilder { Needed = ["libc.so.6"], VersionNeeds = [("libc.so.6", "GLIBC_2.34")] }.Build();

        var (refused, warnings) = Check("libx.so.1").Judge(Taken("libx.so.1", "libx.so.1"), _ => fits);

        refused.ShouldBeEmpty();
        warnings.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_for_another_processor_is_refused() =>
        Should
            .Throw<SystemLibraryException>(() =>
                Check("libx.so.1").Judge(Taken("libx.so.1", "libx.so.1"), _ => new ElfBuilder { Machine = 183 }.Build())
            )
            .Message.ShouldContain("is for 64-bit arm64, but the layer is for x86_64.");

    [Theory]
    [InlineData("libgomp.so.1", "Install its package there (apt-get install libgomp1, dnf install libgomp), then build again; ")]
    [InlineData("libx.so.1", "Install the package that contains it there, then build again; ")]
    [InlineData("./libx.so.1", "is not a shared library that this machine can read. Give the path of an ELF file (lib*.so*).")]
    public void What_is_not_there_is_refused_with_what_to_do(string library, string problem) =>
        Should
            .Throw<SystemLibraryException>(() =>
                SystemLibraryCheck.CheckThere(
                    new TakenLibraries
                    {
                        Libraries = [],
                        Asked = [],
                        Absent = [library],
                    },
                    onAws: false
                )
            )
            .Message.ShouldContain(problem);

    [Fact]
    public void A_path_is_refused_on_AWS()
    {
        var request = new LayerRequest { Packages = ["six"], SystemLibraries = ["libgomp.so.1", "/tmp/libx.so.1"] };

        Should
            .Throw<InvalidRequestException>(() => new Planner().PlanOnAws(request, new DateOnly(2026, 11, 1)))
            .Message.ShouldContain("systemLibraries[1]: '/tmp/libx.so.1' is a path, which only a build on one machine can read");
    }

    private static SystemLibraryCheck Check(string library) =>
        new(
            new Planner().Plan(
                new LayerRequest
                {
                    Packages = ["six"],
                    Python = ["3.13"],
                    SystemLibraries = [library],
                },
                new DateOnly(2026, 11, 1)
            )[0]
        );

    private static TakenLibraries Taken(string name, string wanted) =>
        new()
        {
            Libraries =
            [
                new SystemLibrary
                {
                    Name = name,
                    Source = "/usr/lib/" + name,
                    Wanted = wanted,
                    Package = "package",
                    Version = "1.0",
                    Sha256 = "",
                    Bytes = 1,
                },
            ],
            Asked = [name],
            Absent = [],
        };
}
