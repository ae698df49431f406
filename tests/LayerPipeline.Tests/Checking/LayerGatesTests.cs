using LayerPipeline.Checking;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Checking.Libraries;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Pruning.Budgeting;
using LayerPipeline.Tests.Formats.Elf;
using static LayerPipeline.Tests.Checking.Layers;

namespace LayerPipeline.Tests.Checking;

public sealed class LayerGatesTests
{
    [Fact]
    public void A_plain_layer_passes_every_gate_with_a_measured_value_and_no_message()
    {
        var report = LayerGates.Check(Of(File("python/a/__init__.py"), File("lib/libx.so.1"), Link("lib/libx.so", "libx.so.1")));

        report.Gates.ShouldAllBe(gate => gate.Status == GateStatus.Pass && gate.Message.Length == 0 && gate.Measured.Length > 0);
        report.Gates.Select(gate => gate.Gate).ShouldBeUnique();
        report.ThrowIfFailed();
    }

    [Theory]
    [InlineData(262_143_999, GateStatus.Pass)]
    [InlineData(262_144_000, GateStatus.Fail)]
    public void A_layer_must_stay_under_the_limit(long bytes, GateStatus expected)
    {
        var result = new SizeGate().Ask(Of(File("python/a/b.so", bytes)));

        result.Status.ShouldBe(expected);
        result.Measured.ShouldBe($"{bytes:N0} of 262,144,000 bytes");
    }

    [Fact]
    public void A_layer_that_is_too_large_is_told_what_is_largest_what_would_help_and_what_the_reserve_is()
    {
        var files = Enumerable.Range(1, 24).Select(i => File($"python/d{i / 2:D2}/f{i:D2}.so", i * 1000L)).ToArray();
        var layer = Of(files) with { BudgetBytes = 262_000_000 - 261_900_000 };

        var message = new SizeGate().Ask(layer).Message;

        message.ShouldContain(
            "300,000 bytes unzipped and must stay under 100,000 (262,144,000, Lambda's limit, less the reserve of 262,044,000)"
        );
        message.ShouldContain("200,001 bytes too large");
        message.ShouldContain(
            "\nLargest distributions: d11 45,000, d10 41,000, d09 37,000, d08 33,000, d07 29,000, d06 25,000, d12 24,000, "
        );
        message.ShouldContain("\nLargest files: python/d12/f24.so 24,000, python/d11/f23.so 23,000, ");
        var lines = message.Split('\n');
        lines[1].Split(", d").Length.ShouldBe(10);
        lines[2].Split(", python").Length.ShouldBe(10);
        lines[3].ShouldStartWith("Next: lower budget.reserveBytes, ");
        lines[3].ShouldContain("prune.drop");
    }

    [Fact]
    public void The_ways_on_of_a_build_are_told_with_what_they_save_and_what_stops_working()
    {
        var layer = Of(File("python/a/b.so", 300_000_000)) with
        {
            Ways =
            [
                new WayOn
                {
                    Kind = WayKind.Rule,
                    Name = "samples",
                    Bytes = 40_000_000,
                    IsExact = true,
                    IsEnough = true,
                    Do = "sample data",
                    Breaks = "load()",
                },
                new WayOn
                {
                    Kind = WayKind.Tier,
                    Name = "unused",
                    Do = "allow the tier unused",
                },
            ],
        };

        var lines = new SizeGate().Ask(layer).Message.Split('\n');

        lines[3].ShouldBe("What you can do:");
        lines[4].ShouldBe("  1. 40,000,000 bytes, enough: samples, sample data. Stops working: load()");
        lines[5].ShouldBe("  2. allow the tier unused");
        Shortfall.Of(layer).MissingBytes.ShouldBe(37_856_001);
    }

    [Fact]
    public void What_makes_it_fit_is_the_last_line()
    {
        var layer = Of(File("python/a/b.so", 300_000_000)) with
        {
            Ways =
            [
                new WayOn
                {
                    Kind = WayKind.Tier,
                    Name = "kernels",
                    Do = "allow the tier kernels",
                },
            ],
        };

        new SizeGate()
            .Ask(layer with { Fitting = new FittingWay(["--up-to kernels", "--drop 'a/_x.so'"], 250_000_000) })
            .Message.ShouldEndWith("\nNext: add --up-to kernels --drop 'a/_x.so': with that it would have 250,000,000 bytes: it fits.");
        new SizeGate()
            .Ask(layer)
            .Message.ShouldEndWith(
                "\nNext: none of the options is enough, so leave packages out, or package the function as a container image."
            );
    }

    /// <summary>Each wheel calls its copy something else, and builds differ; what they export says what they are.</summary>
    [Fact]
    public void Copies_of_one_library_in_several_distributions_are_named_with_what_one_for_all_would_save()
    {
        var (first, second) = ("python/a/libscipy_openblas64_-fdde5778.so", "python/b/libopenblasp-r0-1f2e3d4c.3.30.so");
        var libraries = new[]
        {
            (first, "scipy_openblas_get_config64_"),
            (second, "openblas_get_config"),
            ("python/c/own.so", "other"),
        }.Select(library => SharedLibrary.Read(library.Item1, new ElfBuilder { Exports = [library.Item2] }.Build())!);
        var layer = Of(File(first, 160_000_000), File(second, 120_000_000), File("python/c/own.so", 100));

        var message = new SizeGate()
            .Ask(
                layer with
                {
                    Libraries = LibraryFacts.Of(new BinaryLayer([.. libraries], new Dictionary<string, string>()), layer.Runtime, "x86_64"),
                }
            )
            .Message;

        message.ShouldContain(
            "\nThe same library in several distributions: OpenBLAS in a 160,000,000, b 120,000,000; one copy for all would save 120,000,000, "
                + "if you build these packages against one"
        );
    }

    [Fact]
    public void Without_a_reserve_it_is_not_advised_to_lower_it()
    {
        var layer = Of(File("python/a/b.so", 300_000_000), File("README", 1));

        var message = new SizeGate().Ask(layer).Message;

        message.ShouldContain("must stay under 262,144,000, Lambda's limit.");
        message.ShouldContain("(none) 1");
        message.ShouldNotContain("upTo");
        message.ShouldNotContain("reserve");
    }

    [Fact]
    public void Sibling_layers_of_unknown_size_are_a_warning()
    {
        var result = new SizeGate().Ask(Of(File("python/a.py")) with { UnknownLayers = 2 });

        result.Status.ShouldBe(GateStatus.Warn);
        result.Message.ShouldContain("2 other layers count towards the limit");
    }

    [Fact]
    public void A_layer_without_python_fails_and_names_what_it_found()
    {
        var wrong = new PathGate().Ask(Of(File("numbers/__init__.py"), File("pythonic/a.py")));
        var empty = new PathGate().Ask(Of());

        wrong.Status.ShouldBe(GateStatus.Fail);
        wrong.Measured.ShouldBe("0 of 2 entries below python/");
        wrong.Message.ShouldContain("'numbers/__init__.py'");
        wrong.Message.ShouldContain("a folder named python");
        empty.Status.ShouldBe(GateStatus.Fail);
        empty.Message.ShouldContain("empty");
    }

    [Fact]
    public void A_signature_of_AWS_Signer_belongs_into_a_layer_and_is_named()
    {
        var signed = new PathGate().Ask(Of(File("python/a.py"), File("META_INF/aws_signer_signature_v1.0.SF")));
        var other = new PathGate().Ask(Of(File("python/a.py"), File("META_INF/MANIFEST.MF")));

        signed.Status.ShouldBe(GateStatus.Pass);
        signed.Measured.ShouldBe("1 of 2 entries below python/, signed by AWS Signer (the signature is not verified here)");
        other.Status.ShouldBe(GateStatus.Warn);
        other.Measured.ShouldNotContain("signed");
    }

    [Fact]
    public void Entries_that_no_runtime_looks_at_are_a_warning()
    {
        var result = new PathGate().Ask(Of(File("python/a.py"), File("bin/x"), File("extensions/y"), File("docs/z"), File("w")));

        result.Status.ShouldBe(GateStatus.Warn);
        result.Message.ShouldContain("2 entries");
        result.Message.ShouldContain("'docs/z'");
    }

    [Theory]
    [InlineData("3.13", "python/lib/python3.13/site-packages/a.py", GateStatus.Pass)]
    [InlineData("3.12", "python/lib/python3.12/site-packages/a.py", GateStatus.Fail)]
    [InlineData("both", "python/lib/python3.13/site-packages/a.py python/lib/python3.12/site-packages/a.py", GateStatus.Warn)]
    [InlineData("flat", "python/a.py python/lib/python3.1/site-packages/a.py", GateStatus.Warn)]
    [InlineData("folders", "python/ python/lib/ python/lib/python3.12/a.py", GateStatus.Fail)]
    [InlineData("no version", "python/lib/pythonic/a.py", GateStatus.Pass)]
    public void Packages_may_lie_in_the_site_packages_of_the_runtimes_own_version(string what, string names, GateStatus expected)
    {
        var result = new PathGate().Ask(Of([.. names.Split(' ').Select(name => File(name))]));

        result.Status.ShouldBe(expected, what);
        result
            .Message.Contains("another Python version, where 3.13 never looks", StringComparison.Ordinal)
            .ShouldBe(expected != GateStatus.Pass);
        result
            .Measured.Contains("1 of them below python/lib/python3.13/site-packages/", StringComparison.Ordinal)
            .ShouldBe(names.Contains("3.13", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, GateStatus.Pass)]
    [InlineData(UnixMode.File, GateStatus.Pass)]
    [InlineData(UnixMode.Executable, GateStatus.Pass)]
    [InlineData(0x8180, GateStatus.Fail)] // 0100600
    [InlineData(0x81A0, GateStatus.Fail)] // 0100640
    public void A_file_must_be_readable_by_all(int mode, GateStatus expected)
    {
        var result = new ModeGate().Ask(Of(File("python/a.py", mode: mode), Link("python/l", "a.py")));

        result.Status.ShouldBe(expected);
        result.Message.ShouldBe(
            expected == GateStatus.Pass
                ? ""
                : $"'python/a.py' has mode 0{Convert.ToString(mode & 0xFFF, 8)}; functions get 'permission denied'. "
                    + "Run chmod -R a+rX on the folder and zip it again."
        );
    }

    [Fact]
    public void Names_that_differ_in_case_only_are_a_warning_with_both_names()
    {
        var result = new CaseGate().Ask(Of(File("python/A.py"), File("python/a.py"), File("python/b.py")));

        result.Status.ShouldBe(GateStatus.Warn);
        result.Measured.ShouldBe("1 name that differs only in case");
        result.Message.ShouldContain("'python/A.py' and 'python/a.py'");
    }

    [Theory]
    [InlineData("b.so", true)]
    [InlineData("../a/b.so", true)]
    [InlineData("../c", true)]
    [InlineData("../c/d", true)]
    [InlineData("..", true)]
    [InlineData("../folder/b.so", true)]
    [InlineData("../chain", true)]
    [InlineData("gone.so", false)]
    [InlineData("../../../etc/passwd", false)]
    [InlineData("/usr/lib/b.so", false)]
    [InlineData("link", false)]
    [InlineData("../loop1", false)]
    [InlineData("../folder/gone.so", false)]
    public void A_link_must_lead_to_something_in_the_layer(string target, bool leads)
    {
        var result = new LinkGate().Ask(
            Of(
                File("python/a/b.so"),
                File("python/c/d/e.py"),
                Link("python/a/link", target),
                Link("python/folder", "a"),
                Link("python/chain", "folder/b.so"),
                Link("python/loop1", "loop2"),
                Link("python/loop2", "loop1")
            )
        );

        result.Measured.ShouldBe($"{(leads ? 2 : 3)} of 5 symbolic links broken");
        result.Status.ShouldBe(GateStatus.Fail);
        result.Message.Contains("'python/a/link'", StringComparison.Ordinal).ShouldBe(!leads);
    }

    [Fact]
    public void A_failed_size_and_another_failed_gate_have_exceptions_of_their_own()
    {
        var large = LayerGates.Check(Of(File("python/a.so", 300_000_000)));
        var closed = LayerGates.Check(Of(File("python/a.py", mode: 0x8180)));

        Should.Throw<BudgetExceededException>(large.ThrowIfFailed).Message.ShouldContain("Largest files: python/a.so 300,000,000");
        Should.Throw<LayerRefusedException>(closed.ThrowIfFailed).Message.ShouldStartWith("Gate 'modes' failed (1 of 1 entries");
    }
}
