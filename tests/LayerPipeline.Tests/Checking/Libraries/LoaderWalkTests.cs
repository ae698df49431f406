using LayerPipeline.Checking.Libraries;
using LayerPipeline.Formats.Elf;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Tests.Checking.Libraries;

/// <summary>The search order of ld.so, rule by rule, on libraries that are nothing but facts.</summary>
public sealed class LoaderWalkTests
{
    private const string Root = "python/a/core.so";
    private static readonly RuntimeLibraries Runtime = RuntimeLibraries.For(RuntimeCatalog.Default.Find("3.13")!, "x86_64");

    private static SharedLibrary Library(string path, string needed = "", string rpath = "", string runpath = "", string? soname = null) =>
        new()
        {
            Path = path,
            Identity = new ElfIdentity(Is64Bit: true, IsLittleEndian: true, 3, (int)ElfMachine.X64),
            Needed = needed.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            RPath = rpath.Split(':', StringSplitOptions.RemoveEmptyEntries),
            RunPath = runpath.Split(':', StringSplitOptions.RemoveEmptyEntries),
            SharedObjectName = soname,
        };

    private static (string? Found, string[] Missing, string[] Reached) Walk(string name, string from, params SharedLibrary[] libraries)
    {
        var walk = new LoaderWalk(new BinaryLayer(libraries, new Dictionary<string, string>()), Runtime);
        var (reached, missing) = walk.From(libraries[0]);
        return (walk.Found.GetValueOrDefault((from, name)), [.. missing.Select(each => each.Name)], [.. reached]);
    }

    private static string? Find(string name, params SharedLibrary[] libraries) => Walk(name, Root, libraries).Found;

    [Theory]
    [InlineData("$ORIGIN", "python/a/libb.so", true)]
    [InlineData("${ORIGIN}/../b.libs", "python/b.libs/libb.so", true)]
    [InlineData("$ORIGIN/deep:$ORIGIN/../b.libs", "python/b.libs/libb.so", true)]
    [InlineData("/opt/python/b.libs", "python/b.libs/libb.so", true)]
    [InlineData("/opt/$LIB", "lib64/libb.so", true)]
    [InlineData("/opt/${LIB}", "lib64/libb.so", true)]
    [InlineData("/usr/lib", "usr/lib/libb.so", false)]
    [InlineData("b.libs", "b.libs/libb.so", false)]
    [InlineData("$ORIGIN/../../../..", "libb.so", false)]
    [InlineData("", "python/a/libb.so", false)]
    [InlineData("", "lib/libb.so", true)]
    public void A_path_of_the_library_is_searched_where_it_lies_in_the_layer(string path, string where, bool found)
    {
        Find("libb.so", Library(Root, "libb.so", rpath: path), Library(where)).ShouldBe(found ? where : null);
        Find("libb.so", Library(Root, "libb.so", runpath: path), Library(where)).ShouldBe(found ? where : null);
    }

    [Fact]
    public void An_rpath_comes_before_the_layers_lib_folder_and_a_runpath_after_it()
    {
        SharedLibrary[] both = [Library("python/a/libb.so"), Library("lib/libb.so")];

        Find("libb.so", [Library(Root, "libb.so", rpath: "$ORIGIN"), .. both]).ShouldBe("python/a/libb.so");
        Find("libb.so", [Library(Root, "libb.so", runpath: "$ORIGIN"), .. both]).ShouldBe("lib/libb.so");
    }

    [Fact]
    public void A_librarys_rpath_counts_for_nothing_beside_its_runpath() =>
        Find("libb.so", Library(Root, "libb.so", rpath: "$ORIGIN", runpath: "/nowhere"), Library("python/a/libb.so")).ShouldBeNull();

    [Fact]
    public void The_runtimes_own_library_comes_before_the_layers_but_for_an_rpath()
    {
        SharedLibrary[] own = [Library("python/a/libc.so.6"), Library("lib/libc.so.6")];

        Find("libc.so.6", [Library(Root, "libc.so.6", runpath: "$ORIGIN"), .. own]).ShouldBeNull();
        Find("libc.so.6", [Library(Root, "libc.so.6", rpath: "$ORIGIN"), .. own]).ShouldBe("python/a/libc.so.6");
    }

    [Theory]
    [InlineData("rpath", true)]
    [InlineData("runpath", false)]
    [InlineData("both", false)]
    public void The_rpath_of_a_loader_holds_for_what_it_loads_and_a_runpath_does_not(string kind, bool found)
    {
        const string Folder = "$ORIGIN/../b.libs";
        var root = Library(Root, "libb.so", rpath: kind == "runpath" ? "" : Folder, runpath: kind == "rpath" ? "" : Folder);

        var walk = Walk(
            "libc.so",
            "python/b.libs/libb.so",
            root,
            Library("python/b.libs/libb.so", "libc.so"),
            Library("python/b.libs/libc.so")
        );

        walk.Found.ShouldBe(found ? "python/b.libs/libc.so" : null);
        walk.Missing.ShouldBe(found ? [] : ["libc.so"]);
    }

    [Fact]
    public void A_library_with_a_runpath_of_its_own_takes_no_loaders_rpath()
    {
        var root = Library(Root, "libb.so", rpath: "$ORIGIN/../b.libs");
        var loaded = Library("python/b.libs/libb.so", "libc.so", runpath: "/nowhere");

        Walk("libc.so", loaded.Path, root, loaded, Library("python/b.libs/libc.so")).Missing.ShouldBe(["libc.so"]);
    }

    [Fact]
    public void An_origin_is_the_folder_of_the_library_whose_path_it_stands_in() =>
        Walk(
            "libc.so",
            "python/b/libb.so",
            Library(Root, "libb.so", rpath: "$ORIGIN/../b"),
            Library("python/b/libb.so", "libc.so", rpath: "$ORIGIN/../c"),
            Library("python/c/libc.so")
        )
            .Found.ShouldBe("python/c/libc.so");

    [Fact]
    public void What_is_loaded_already_answers_by_its_file_name_and_by_its_own_name()
    {
        var root = Library(Root, "libb-1.so libd.so", rpath: "/opt/python/libs");
        var other = Library("python/libs/libd.so", "libb-1.so libb.so", runpath: "/nowhere");

        Walk("libb.so", other.Path, root, Library("python/libs/libb-1.so", soname: "libb.so"), other).Missing.ShouldBeEmpty();
        Walk("libb.so", other.Path, root, Library("python/libs/libb-1.so"), other).Missing.ShouldBe(["libb.so"]);
    }

    [Fact]
    public void A_name_with_a_slash_is_a_path_and_is_not_searched()
    {
        Find("/opt/lib/libb.so", Library(Root, "/opt/lib/libb.so"), Library("lib/libb.so")).ShouldBe("lib/libb.so");
        Find("./libb.so", Library(Root, "./libb.so", rpath: "$ORIGIN"), Library("python/a/libb.so")).ShouldBeNull();
    }

    [Fact]
    public void Everything_is_reached_once_level_by_level_and_a_circle_ends()
    {
        const string Path = "/opt/python/a";

        var walk = Walk(
            "libb.so",
            Root,
            Library(Root, "libb.so libc-1.so", rpath: Path),
            Library("python/a/libb.so", "libd.so", rpath: Path),
            Library("python/a/libc-1.so", "libb.so", rpath: Path),
            Library("python/a/libd.so", "core.so libb.so", rpath: Path)
        );

        walk.Reached.ShouldBe(["python/a/libb.so", "python/a/libc-1.so", "python/a/libd.so"]);
        walk.Missing.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_missing_is_told_with_the_way_that_leads_to_it()
    {
        SharedLibrary[] libraries = [Library(Root, "libb.so", rpath: "$ORIGIN"), Library("python/a/libb.so", "libgone.so")];
        var (_, missing) = new LoaderWalk(new BinaryLayer(libraries, new Dictionary<string, string>()), Runtime).From(libraries[0]);

        var gone = missing.ShouldHaveSingleItem();
        gone.Name.ShouldBe("libgone.so");
        gone.Chain.ShouldBe([Root, "python/a/libb.so"]);
    }
}
