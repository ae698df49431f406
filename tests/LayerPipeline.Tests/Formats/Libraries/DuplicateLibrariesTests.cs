using LayerPipeline.Formats.Libraries;
using LayerPipeline.Tests.Formats.Elf;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Formats.Libraries;

public sealed class DuplicateLibrariesTests
{
    private static LibraryContent Library(string path, string content, bool isExtension = false) =>
        new(path, content, 100, isExtension) { IsFoundByName = true };

    private static LibraryContent Unnamed(string path) => Library(path, "u") with { IsFoundByName = false };

    [Fact]
    public void One_that_no_name_leads_to_is_linked_to_other_versions_beside_it_alone() =>
        DuplicateLibraries
            .Find([
                Unnamed("python/a/libx.so"),
                Unnamed("python/a/libx.so.1"),
                Unnamed("python/a/liby.so"),
                Unnamed("python/b/libx.so"),
                Unnamed("python/b.so/libx"),
            ])
            .ShouldBe([new LibraryLink("python/a/libx.so.1", "libx.so")]);

    [Fact]
    public void The_first_path_stays_and_the_others_lead_to_it() =>
        DuplicateLibraries
            .Find([
                Library("python/b.libs/libz.so.1.2", "z"),
                Library("python/a.libs/libz.so.1", "z"),
                Library("python/a.libs/libz.so", "z"),
                Library("python/c/deep/er/libz.so", "z"),
                Library("lib/libother.so", "o"),
            ])
            .ShouldBe([
                new LibraryLink("python/a.libs/libz.so.1", "libz.so"),
                new LibraryLink("python/b.libs/libz.so.1.2", "../a.libs/libz.so"),
                new LibraryLink("python/c/deep/er/libz.so", "../../../a.libs/libz.so"),
            ]);

    [Fact]
    public void Extension_modules_stay_files() =>
        DuplicateLibraries
            .Find([Library("python/a/core.so", "c", isExtension: true), Library("python/b/core.so", "c", isExtension: true)])
            .ShouldBeEmpty();

    [Fact]
    public void An_extension_module_is_told_by_its_initialisation_function()
    {
        SharedLibrary.Read("python/a.so", new ElfBuilder { Exports = ["PyInit_a"] }.Build())!.IsExtensionModule.ShouldBeTrue();
        SharedLibrary.Read("python/a.so", new ElfBuilder { Exports = ["init"] }.Build())!.IsExtensionModule.ShouldBeFalse();
    }

    [Fact]
    public void A_link_is_found_by_the_loader_from_where_it_lies()
    {
        var link = DuplicateLibraries.Find([Library("python/a.libs/libz.so", "z"), Library("python/b.libs/libz.so", "z")]).Single();

        LayerPaths.Follow(link.Path, link.Target).ShouldBe("python/a.libs/libz.so");
    }
}
