using System.Text.Json;
using LayerPipeline.Tests.Formats.Elf;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Probing;

/// <summary>What packages write as names of libraries reaches an installer that runs as root, and the layer's folder.</summary>
public sealed class TakeTests : IDisposable
{
    private const string Fetched = "https://example.org/x.rpm?";

    private readonly ProbeTree tree = new();

    public void Dispose() => tree.Dispose();

    [Theory]
    [InlineData(Fetched)]
    [InlineData("--setopt=reposdir=x")]
    [InlineData("../../outside.so")]
    [InlineData("/tmp/outside.so")]
    [InlineData("..")]
    [InlineData("a b")]
    public void What_is_no_library_s_name_reaches_neither_the_installer_nor_the_folder(string name)
    {
        tree.With("pkg/a.so", new ElfBuilder { Needed = [name, "libasked.so.1"] }.Build());

        var tried = Take("asked = taking.take(['auto', NAME])\nprint(*tried)", name);

        tried.ShouldBe("install -y -q libasked.so.1()(64bit)");
    }

    /// <summary>Its file would lie beside the layer's folder instead of in it.</summary>
    [Fact]
    public void A_name_that_a_library_of_the_machine_gives_itself_is_not_taken_for_a_path()
    {
        var library = Write("given/libfine.so.1", new ElfBuilder { SoName = "../outside.so" });

        Take("asked = taking.take([NAME])\nprint(*[each['name'] for each in asked['libraries']])", library).ShouldBe("libfine.so.1");

        File.Exists(tree.Path("outside.so")).ShouldBeFalse();
        File.Exists(tree.Path("lib/libfine.so.1")).ShouldBeTrue();
    }

    [Fact]
    public void The_next_package_is_tried_where_one_installs_but_lacks_the_library()
    {
        tree.With("pkg/a.so", new ElfBuilder { Needed = ["libgomp.so.1"] }.Build());
        var found = Write("system/libgomp.so.1", new ElfBuilder());

        var tried = Take(
            $$"""
            libraries.Machine.find = lambda self, name, machine: {{JsonSerializer.Serialize(found)}} if len(tried) == 2 else None
            taken = taking.take(["auto"])
            print(tried[0][-1], tried[1][-1], taken["asked"])
            """,
            "x"
        );

        tried.ShouldBe("libgomp libgomp.so.1()(64bit) ['libgomp.so.1']");
    }

    [Fact]
    public void A_package_that_installs_without_the_library_does_not_count() =>
        Take("print(taking.take([NAME])['absent'])", "libnowhere.so.1").ShouldBe("['libnowhere.so.1']");

    [Fact]
    public void Only_what_the_layer_s_own_processor_needs_is_taken()
    {
        tree.With("pkg/own.so", new ElfBuilder { Needed = ["libown.so.1"] }.Build())
            .With("pkg/foreign.so", new ElfBuilder { Machine = 183, Needed = ["libforeign.so.1"] }.Build())
            .With("pkg/libown.so.1", new ElfBuilder { Machine = 183 }.Build());

        Take("taking.take(['auto'])\nprint(*tried)", "x").ShouldBe("install -y -q libown.so.1()(64bit)");
    }

    [Theory]
    [InlineData("libx: /usr/lib/libx.so.1\n", "libx\t1.0\n", "libx 1.0")]
    [InlineData(
        "diversion by other from: /usr/lib/libx.so.1\ndiversion by other to: /usr/lib/x\nlibx:amd64: /usr/lib/libx.so.1\n",
        "libx\t1.0\n",
        "libx 1.0"
    )]
    [InlineData("diversion by other from: /usr/lib/libx.so.1\n", "", "None")]
    [InlineData("libx: /usr/lib/libx.so.1\n", "", "None")]
    public void What_dpkg_says_of_a_diverted_file_is_no_package(string owners, string version, string expected) =>
        tree.Say(
                $"""
                from probe import take
                answers = dict([("dpkg", {JsonSerializer.Serialize(owners)}), ("dpkg-query", {JsonSerializer.Serialize(version)})])
                take.output = lambda *command: answers[command[0]].strip()
                found = take.of_dpkg("/usr/lib/libx.so.1")
                print(found and found["package"] + " " + found["version"])
                """
            )
            .ShouldBe(expected);

    /// <summary>Runs lines with a Taking on a machine that has nothing, and an installer that notes what it is asked for.</summary>
    private string Take(string code, string name) =>
        tree.Say(
            $$"""
            import shutil
            from probe import libraries, take
            tried = []
            libraries.Machine.listing = lambda self: ""
            shutil.which = lambda name: "/bin/true" if name == "dnf" else None
            class Done: returncode, stdout, stderr = 0, "", ""
            def run(command, **options):
                if command[0] == "dnf":
                    tried.append(command[1:])
                return Done
            take.subprocess.run = run
            take.print = lambda *parts, **options: None
            NAME = {{JsonSerializer.Serialize(name)}}
            taking = take.Taking(dict(root={{JsonSerializer.Serialize(tree.Root)}}, runtimeLibraries=[], machine=62, install=True))
            {{code.Replace("print(*tried)", "print(*[' '.join(each) for each in tried])", StringComparison.Ordinal)}}
            """
        );

    private string Write(string path, ElfBuilder library)
    {
        var file = tree.Path(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, library.Build());
        return file;
    }
}
