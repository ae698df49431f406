using LayerPipeline.Checking.Gates;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Tests.Formats.Elf;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Checking.Gates;

public sealed class LibraryGatesTests
{
    private const string Extension = "python/a/core.cpython-311-x86_64-linux-gnu.so";

    private static PythonRuntime Python311 => RuntimeCatalog.Default.Runtimes.Single(runtime => runtime.Name == "python3.11");

    private static IReadOnlyList<GateResult> Check(params (string Path, ElfBuilder Library)[] libraries) => Check([], libraries);

    private static IReadOnlyList<GateResult> Check(Dictionary<string, string> links, params (string Path, ElfBuilder Library)[] libraries)
    {
        var read = libraries.Select(library => SharedLibrary.Read(library.Path, library.Library.Build())!);
        return Layers.CheckLibraries(new BinaryLayer([.. read], links), Python311, "x86_64");
    }

    private static GateResult Only(IReadOnlyList<GateResult> findings) => findings.Single(finding => finding.Status != GateStatus.Pass);

    [Fact]
    public void A_sound_layer_passes_every_gate()
    {
        var findings = Check(
            (
                Extension,
                new ElfBuilder
                {
                    RPath = "$ORIGIN/../a.libs",
                    Needed = ["libb.so.1", "libc.so.6"],
                    VersionNeeds = [("libc.so.6", "GLIBC_2.17")],
                }
            ),
            ("python/a.libs/libb.so.1", new ElfBuilder { SoName = "libb.so.1", Needed = ["libstdc++.so.6"] })
        );

        findings.ShouldAllBe(finding => finding.Status == GateStatus.Pass);
        findings.Select(finding => finding.Gate).Distinct().Count().ShouldBe(7);
        findings.Single(finding => finding.Gate == "library-versions").Measured.ShouldBe("GLIBC_2.17 of GLIBC_2.26");
    }

    [Fact]
    public void A_library_of_another_machine_fails_once()
    {
        var finding = Only(Check((Extension, new ElfBuilder { Machine = 183, Needed = ["libnowhere.so"] })));

        finding.Status.ShouldBe(GateStatus.Fail);
        finding.Message.ShouldStartWith("a/core.cpython-311-x86_64-linux-gnu.so: built for 64-bit arm64, but the layer is for x86_64.");
    }

    [Fact]
    public void A_damaged_library_fails()
    {
        var bytes = new ElfBuilder { Needed = ["libc.so.6"] }.Build();
        var library = SharedLibrary.Read(Extension, bytes.AsMemory(0, 0x1800))!;

        var finding = Only(Layers.CheckLibraries(new BinaryLayer([library], new Dictionary<string, string>()), Python311, "x86_64"));

        (finding.Gate, finding.Status, finding.Measured).ShouldBe(("machine", GateStatus.Fail, "damaged"));
    }

    [Fact]
    public void A_version_that_the_runtime_lacks_fails_with_both_versions()
    {
        var finding = Only(
            Check(
                (
                    Extension,
                    new ElfBuilder { Needed = ["libc.so.6"], VersionNeeds = [("libc.so.6", "GLIBC_2.28"), ("libc.so.6", "GLIBC_2.27")] }
                )
            )
        );

        (finding.Gate, finding.Status, finding.Measured).ShouldBe(("library-versions", GateStatus.Fail, "GLIBC_2.28"));
        finding.Message.ShouldContain("needs up to GLIBC_2.28 of libc.so.6; Amazon Linux 2 of python3.11 has GLIBC_2.26");
    }

    [Theory]
    [InlineData("libstdc++.so.6", "GLIBCXX_3.4.25", true)]
    [InlineData("libstdc++.so.6", "GLIBCXX_3.4.24", false)]
    [InlineData("libstdc++.so.6", "CXXABI_1.3.12", true)]
    [InlineData("libstdc++.so.6", "CXXABI_FLOAT128", false)]
    [InlineData("libgcc_s.so.1", "GCC_12.0.0", true)]
    [InlineData("libc.so.6", "GLIBC_ABI_DT_RELR", true)]
    public void Each_family_of_versions_has_its_own_limit(string file, string version, bool fails)
    {
        var findings = Check((Extension, new ElfBuilder { Needed = [file], VersionNeeds = [(file, version)] }));

        findings.Any(finding => finding.Status == GateStatus.Fail).ShouldBe(fails);
    }

    [Fact]
    public void A_missing_library_fails_with_the_chain_that_leads_to_it()
    {
        var finding = Only(
            Check(
                (Extension, new ElfBuilder { RunPath = "$ORIGIN/../a.libs", Needed = ["libb.so.1"] }),
                ("python/a.libs/libb.so.1", new ElfBuilder { SoName = "libb.so.1", Needed = ["libgomp.so.1"] })
            )
        );

        (finding.Gate, finding.Status, finding.Measured).ShouldBe(("needed-libraries", GateStatus.Fail, "libgomp.so.1"));
        finding.Message.ShouldStartWith(
            "a/core.cpython-311-x86_64-linux-gnu.so → a.libs/libb.so.1 needs libgomp.so.1, which is neither in the layer nor in python3.11's runtime."
        );
    }

    [Fact]
    public void The_rpath_of_a_loader_holds_for_what_it_loads_and_a_runpath_does_not()
    {
        static IReadOnlyList<GateResult> Load(ElfBuilder first) =>
            Check(
                (Extension, first),
                ("python/a.libs/libb.so", new ElfBuilder { Needed = ["libc-1.so"] }),
                ("python/a.libs/libc-1.so", new ElfBuilder())
            );

        Load(new ElfBuilder { RPath = "$ORIGIN/../a.libs", Needed = ["libb.so"] })
            .ShouldAllBe(finding => finding.Status == GateStatus.Pass);
        Only(Load(new ElfBuilder { RunPath = "$ORIGIN/../a.libs", Needed = ["libb.so"] })).Status.ShouldBe(GateStatus.Warn);
    }

    [Fact]
    public void A_library_that_is_loaded_already_answers_by_its_own_name()
    {
        Check(
                (Extension, new ElfBuilder { RunPath = "${ORIGIN}/../a.libs", Needed = ["libb-hash.so", "libd.so"] }),
                ("python/a.libs/libb-hash.so", new ElfBuilder { SoName = "libb.so" }),
                ("python/a.libs/libd.so", new ElfBuilder { Needed = ["libb.so"] })
            )
            .ShouldAllBe(finding => finding.Status == GateStatus.Pass);
    }

    [Fact]
    public void Libraries_in_the_layers_lib_folder_are_found() =>
        Check((Extension, new ElfBuilder { Needed = ["libb.so"] }), ("lib/libb.so", new ElfBuilder()))
            .ShouldAllBe(finding => finding.Status == GateStatus.Pass);

    [Fact]
    public void Links_are_followed() =>
        Check(
                new Dictionary<string, string> { ["python/a.libs/libb.so"] = "../b.libs/libb.so.2" },
                (Extension, new ElfBuilder { RPath = "$ORIGIN/../a.libs", Needed = ["libb.so"] }),
                ("python/b.libs/libb.so.2", new ElfBuilder())
            )
            .ShouldAllBe(finding => finding.Status == GateStatus.Pass);

    [Fact]
    public void A_library_that_the_loader_does_not_look_for_where_it_is_warns()
    {
        var finding = Only(Check((Extension, new ElfBuilder { Needed = ["libb.so"] }), ("python/a/hidden/libb.so", new ElfBuilder())));

        finding.Status.ShouldBe(GateStatus.Warn);
        finding.Message.ShouldContain("in the layer as a/hidden/libb.so");
    }

    [Fact]
    public void A_version_that_a_library_of_the_layer_lacks_fails()
    {
        var finding = Only(
            Check(
                (
                    Extension,
                    new ElfBuilder
                    {
                        RPath = "$ORIGIN",
                        Needed = ["libb.so"],
                        VersionNeeds = [("libb.so", "B_2")],
                    }
                ),
                ("python/a/libb.so", new ElfBuilder { VersionDefinitions = ["B_1"], Exports = ["b@B_1"] })
            )
        );

        (finding.Gate, finding.Status, finding.Measured).ShouldBe(("needed-symbols", GateStatus.Fail, "B_2"));
    }

    [Fact]
    public void A_symbol_that_a_library_of_the_layer_lacks_fails()
    {
        var finding = Only(
            Check(
                (
                    Extension,
                    new ElfBuilder
                    {
                        RPath = "$ORIGIN",
                        Needed = ["libb.so"],
                        VersionNeeds = [("libb.so", "B_1")],
                        Imports = ["b@B_1", "c@B_1"],
                    }
                ),
                ("python/a/libb.so", new ElfBuilder { VersionDefinitions = ["B_1"], Exports = ["b@B_1", "c"] })
            )
        );

        finding.Message.ShouldContain("needs c@B_1 of libb.so");
    }

    [Fact]
    public void A_symbol_that_was_cut_out_of_another_library_fails()
    {
        var (builder, user) = (
            new ElfBuilder { Exports = ["b", "c"] },
            new ElfBuilder
            {
                RPath = "$ORIGIN",
                Needed = ["libb.so"],
                Imports = ["c"],
            }
        );
        var cut = SharedLibrary.Read("python/a/libb.so", builder.Build())! with
        {
            Exports = new HashSet<string> { "b" },
            LostExports = new HashSet<string> { "c" },
        };
        var layer = new BinaryLayer([SharedLibrary.Read(Extension, user.Build())!, cut], new Dictionary<string, string>());

        Only(Layers.CheckLibraries(layer, Python311, "x86_64")).Message.ShouldContain("needs c, which was cut out of a/libb.so");
    }

    [Theory]
    [InlineData("core.cpython-313-x86_64-linux-gnu.so", true)]
    [InlineData("core.cpython-311-aarch64-linux-gnu.so", true)]
    [InlineData("core.cpython-311-x86_64-linux-musl.so", true)]
    [InlineData("core.pypy310-pp73-x86_64-linux-gnu.so", true)]
    [InlineData("core.cpython-311-x86_64-linux-gnu.so", false)]
    [InlineData("core.abi3.so", false)]
    [InlineData("core.abi3t.so", true)]
    [InlineData("core.so", false)]
    [InlineData("libcore.so", false)]
    public void Extensions_for_another_python_fail(string name, bool fails) =>
        Check(("python/a/" + name, new ElfBuilder())).Any(finding => finding.Status == GateStatus.Fail).ShouldBe(fails);

    [Fact]
    public void From_3_15_a_stable_ABI_for_builds_without_the_GIL_fits()
    {
        var layer = new BinaryLayer(
            [SharedLibrary.Read("python/a/core.abi3t.so", new ElfBuilder().Build())!],
            new Dictionary<string, string>()
        );
        var preview = RuntimeCatalog.Default.Runtimes.Single(runtime => runtime.Name == "python3.15");

        Layers.CheckLibraries(layer, preview, "x86_64").ShouldAllBe(finding => finding.Status != GateStatus.Fail);
    }

    [Fact]
    public void An_extension_for_another_python_beside_the_right_one_only_warns() =>
        Only(Check((Extension, new ElfBuilder()), ("python/a/core.cpython-312-x86_64-linux-gnu.so", new ElfBuilder())))
            .Status.ShouldBe(GateStatus.Warn);

    [Fact]
    public void Executable_stacks_and_text_relocations_warn()
    {
        var findings = Check((Extension, new ElfBuilder { ExecutableStack = true, TextRelocations = true }));

        findings.Count(finding => finding is { Gate: "executable-stack", Status: GateStatus.Warn }).ShouldBe(2);
    }

    [Fact]
    public void A_misaligned_library_fails_by_name()
    {
        var bytes = Edited.Header(
            new ElfBuilder().Build(),
            1,
            load => load with { Offset = load.Offset + 0x10, FileSize = load.FileSize - 0x10 }
        );
        var layer = new BinaryLayer([SharedLibrary.Read(Extension, bytes)!], new Dictionary<string, string>());

        var finding = Only(Layers.CheckLibraries(layer, Python311, "x86_64"));

        (finding.Gate, finding.Status).ShouldBe(("load-segments", GateStatus.Fail));
        finding.Message.ShouldContain("core.cpython-311-x86_64-linux-gnu.so: PT_LOAD at");
        finding.Message.ShouldContain("not properly aligned");
    }
}
