using LayerPipeline.Checking.Gates;
using LayerPipeline.Checking.Libraries;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Probing;
using LayerPipeline.Tests.Formats.Elf;

namespace LayerPipeline.Tests.Checking.Gates;

/// <summary>What is missing stops a layer only where something that was asked for can't work without it.</summary>
public sealed class NeededLibraryGateTests
{
    private const string Optional = "python/parts/fast.abi3.so";
    private const string Plugin = "python/parts/plugins/auth-1.so";
    private const string Needed = "python/parts/core.abi3.so";

    private static readonly ProbeReport Baseline = ProbeResults.Report(
        [
            Missing("parts", "libneeded.so.1"),
            Missing("parts.core", "libneeded.so.1"),
            Missing("parts.fast", "libfast.so.12"),
            ProbeResults.Ok("other"),
        ],
        []
    ) with
    {
        Libraries = new ProbeLibraries
        {
            Missing = ["libauth.so.2", "libfast.so.12", "libneeded.so.1"],
            Here = ["libneeded.so.1"],
            Shown = [],
        },
    };

    [Fact]
    public void An_optional_extension_and_a_plugin_warn_and_what_was_asked_for_stops()
    {
        var answers = Check(Baseline, (Optional, "libfast.so.12"), (Plugin, "libauth.so.2"), (Needed, "libneeded.so.1"));

        answers
            .Select(answer => (answer.Status, answer.Message))
            .ShouldBe([
                (
                    GateStatus.Warn,
                    "parts/plugins/auth-1.so needs libauth.so.2, which is neither in the layer nor in python3.13's runtime. What was asked for "
                        + "works without it. What does not work: whatever loads parts/plugins/auth-1.so by name. If you need that, add "
                        + "--system-library libauth.so.2 (in a request: \"systemLibraries\": [\"libauth.so.2\"]); this machine does not have it, "
                        + "so install its system package first (on AWS the build does), or name a file: --system-library PATH/libauth.so.2."
                ),
                (
                    GateStatus.Warn,
                    "parts/fast.abi3.so needs libfast.so.12, which is neither in the layer nor in python3.13's runtime. What was asked for works "
                        + "without it. What does not work: parts.fast. If you need that, add --system-library libfast.so.12 (in a request: "
                        + "\"systemLibraries\": [\"libfast.so.12\"]); this machine does not have it, so install its system package first (on AWS "
                        + "the build does), or name a file: --system-library PATH/libfast.so.12."
                ),
                (
                    GateStatus.Fail,
                    "parts can't be imported: parts/core.abi3.so needs libneeded.so.1, which is neither in the layer nor in python3.13's runtime. "
                        + "To bring it, add --system-library libneeded.so.1 (in a request: \"systemLibraries\": [\"libneeded.so.1\"]), which copies "
                        + "it from the machine that builds."
                ),
            ]);
    }

    [Fact]
    public void What_only_a_dependency_needs_that_nobody_misses_warns() =>
        Check(
                Baseline with
                {
                    Modules = [Missing("dependency", "libneeded.so.1") with { Distribution = "dependency" }, ProbeResults.Ok("parts")],
                },
                (Needed, "libneeded.so.1")
            )
            .ShouldHaveSingleItem()
            .Status.ShouldBe(GateStatus.Warn);

    /// <summary>Some packages say in their own words that a library did not load.</summary>
    [Fact]
    public void A_failure_that_names_no_library_counts_where_its_own_distribution_needs_it() =>
        Check(
                Baseline with
                {
                    Modules =
                    [
                        ProbeResults.Failed("parts", ProbeResults.Error("ImportError", "the core could not be loaded")) with
                        {
                            Distribution = "parts",
                        },
                    ],
                },
                (Needed, "libneeded.so.1")
            )
            .ShouldHaveSingleItem()
            .Message.ShouldStartWith("parts can't be imported: ");

    /// <summary>A screen that is not there has nothing to do with a plugin that lacks a library.</summary>
    [Theory]
    [InlineData("ImportError", GateStatus.Fail)]
    [InlineData("OSError", GateStatus.Fail)]
    [InlineData("RuntimeError", GateStatus.Warn)]
    [InlineData("KeyError", GateStatus.Warn)]
    public void Only_errors_that_loading_raises_count_where_no_library_is_named(string type, GateStatus expected)
    {
        var failed = ProbeResults.Failed("parts", ProbeResults.Error(type, "no display")) with { Distribution = "parts" };

        Check(Baseline with { Modules = [failed] }, (Plugin, "libauth.so.2")).ShouldHaveSingleItem().Status.ShouldBe(expected);
    }

    [Theory]
    [InlineData("libneeded.so.1", GateStatus.Fail)]
    [InlineData("can't load 'libneeded.so.1'", GateStatus.Fail)]
    [InlineData("/opt/lib/libneeded.so.1: file too short", GateStatus.Fail)]
    [InlineData("There is no libneeded.so.1.", GateStatus.Fail)]
    [InlineData("libneeded.so.12", GateStatus.Warn)]
    [InlineData("libneeded.so.1.2: no such file", GateStatus.Warn)]
    [InlineData("libneeded.so.1-x", GateStatus.Warn)]
    [InlineData("my-libneeded.so.1", GateStatus.Warn)]
    public void A_library_is_named_only_by_its_whole_name(string message, GateStatus expected)
    {
        var failed = ProbeResults.Failed("parts", ProbeResults.Error("RuntimeError", message)) with { Distribution = "parts" };

        Check(Baseline with { Modules = [failed] }, (Needed, "libneeded.so.1")).ShouldHaveSingleItem().Status.ShouldBe(expected);
    }

    [Fact]
    public void What_a_distribution_lacks_that_may_be_broken_warns()
    {
        var answer = Check(Baseline, ["parts"], (Needed, "libneeded.so.1")).ShouldHaveSingleItem();

        answer.Status.ShouldBe(GateStatus.Warn);
        answer.Message.ShouldContain("What was asked for works without it, or may be broken. What does not work: parts, parts.core.");
    }

    /// <summary>Whoever verifies a layer takes it for granted that what lacks an optional library fails.</summary>
    [Fact]
    public void A_library_that_lies_where_the_loader_does_not_look_is_not_an_optional_one()
    {
        var answers = Check(
            Baseline,
            (Optional, "libfast.so.12"),
            (Needed, "libelsewhere.so.1"),
            ("python/parts/libelsewhere.so.1", "libc.so.6")
        );

        answers
            .Select(answer => (answer.Status, answer.Measured, answer.OptionalLibrary))
            .ShouldBe([(GateStatus.Warn, "libelsewhere.so.1", null), (GateStatus.Warn, "libfast.so.12", "libfast.so.12")]);
    }

    /// <summary>It would be a command to paste into a shell.</summary>
    [Fact]
    public void What_is_not_a_file_s_name_gets_no_option()
    {
        var answer = Check(Baseline, (Plugin, "x.so; rm -rf ~")).ShouldHaveSingleItem();

        answer.Status.ShouldBe(GateStatus.Warn);
        answer.Message.ShouldEndWith(
            "If you need that, ask the package's makers: this is not a file's name, so no file in the layer's lib folder answers it."
        );
    }

    [Fact]
    public void A_probe_of_the_request_that_needs_it_stops() =>
        Check(
                ProbeResults.Report([ProbeResults.Ok("parts")], [Missing("request/1", "libauth.so.2") with { Distribution = null }]) with
                {
                    Libraries = Baseline.Libraries,
                },
                (Plugin, "libauth.so.2")
            )
            .ShouldHaveSingleItem()
            .Message.ShouldStartWith("request/1 fails: parts/plugins/auth-1.so needs libauth.so.2");

    [Fact]
    public void What_works_only_because_Python_itself_uses_the_library_there_stops()
    {
        var works = ProbeResults.Ok("parts") with { Opened = ["parts/core.abi3.so"] };

        Check(
                ProbeResults.Report([works], []) with
                {
                    Libraries = Baseline.Libraries! with { Shown = ["libneeded.so.1"] },
                },
                (Needed, "libneeded.so.1")
            )
            .ShouldHaveSingleItem()
            .Message.ShouldStartWith(
                "parts works only where it was probed, because Python itself, or a library of the runtime, uses that machine's "
                    + "libneeded.so.1: "
            );
    }

    [Fact]
    public void What_pruning_lost_stops_and_says_so()
    {
        var answer = Check(Baseline, ("python/parts/x.abi3.so", "liblost.so.3")).ShouldHaveSingleItem();

        answer.Status.ShouldBe(GateStatus.Fail);
        answer.Message.ShouldEndWith(
            "The packages contain it, but it was removed. Take it out of prune.drop, or add --keep '**/liblost.so.3'."
        );
    }

    [Fact]
    public void Where_nothing_was_run_a_missing_library_stops_and_both_ways_on_are_named()
    {
        var answer = Check(baseline: null, (Optional, "libfast.so.12")).ShouldHaveSingleItem();

        answer.Status.ShouldBe(GateStatus.Fail);
        answer.Message.ShouldContain("add --system-library libfast.so.12 ");
        answer.Message.ShouldEndWith("If nothing imports parts/fast.abi3.so, leave that out: --drop 'parts/fast.abi3.so'.");
    }

    [Fact]
    public void A_library_that_was_opened_by_name_warns_where_what_was_asked_for_works_without_it()
    {
        var answer = Check(
                ProbeResults.Report([ProbeResults.Ok("parts")], []) with
                {
                    Libraries = new ProbeLibraries
                    {
                        Missing = ["libnamed.so.5"],
                        Here = ["libnamed.so.5"],
                        Shown = [],
                        Opened = new Dictionary<string, string> { ["libnamed.so.5"] = "parts" },
                    },
                }
            )
            .ShouldHaveSingleItem();

        (answer.Status, answer.Measured).ShouldBe((GateStatus.Warn, "libnamed.so.5"));
        answer.Message.ShouldBe(
            "parts opens libnamed.so.5 by name, which is neither in the layer nor in python3.13's runtime. What was asked for works without it. "
                + "What does not work: the part of parts that uses it. If you need that, add --system-library libnamed.so.5 (in a request: "
                + "\"systemLibraries\": [\"libnamed.so.5\"]), which copies it from the machine that builds."
        );
    }

    private static ProbeResult Missing(string id, string library) =>
        ProbeResults.Failed(
            id,
            ProbeResults.Error("ImportError", $"{library}: cannot open shared object file: No such file or directory") with
            {
                MissingLibrary = library,
            }
        ) with
        {
            Distribution = "parts",
        };

    private static IReadOnlyList<GateResult> Check(ProbeReport? baseline, params (string Path, string Needed)[] libraries) =>
        Check(baseline, broken: [], libraries);

    private static IReadOnlyList<GateResult> Check(
        ProbeReport? baseline,
        IReadOnlyCollection<string> broken,
        params (string Path, string Needed)[] libraries
    )
    {
        var read = libraries.Select(library => SharedLibrary.Read(library.Path, new ElfBuilder { Needed = [library.Needed] }.Build())!);
        var runtime = RuntimeCatalog.Default.Find("3.13")!;
        var layer = Layers.Of() with
        {
            Libraries = LibraryFacts.Of(new BinaryLayer([.. read], new Dictionary<string, string>()), runtime, "x86_64"),
        };
        return
        [
            .. new NeededLibraryGate().Check(
                layer with
                {
                    Loading = LoadingEvidence.Of(baseline, ["parts"], broken, layer.DistributionOf),
                }
            ),
        ];
    }
}
