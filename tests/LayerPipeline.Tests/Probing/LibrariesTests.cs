using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning;
using LayerPipeline.Probing;
using LayerPipeline.Tests.Formats.Elf;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Probing;

/// <summary>How the probe reads libraries, and which of this machine's it hides.</summary>
public sealed class LibrariesTests : IDisposable
{
    private readonly ProbeTree tree = new();

    public void Dispose() => tree.Dispose();

    /// <summary>Of the program headers: where they are, their size, and their number. Without a size one would be read over and over.</summary>
    [Theory]
    [InlineData(32, 8, ulong.MaxValue)]
    [InlineData(32, 8, 1UL << 63)]
    [InlineData(54, 2, 0UL)]
    [InlineData(56, 2, 65535UL)]
    public void A_damaged_library_does_not_end_the_probe(int at, int size, ulong value)
    {
        var damaged = new ElfBuilder { Needed = ["libx.so.1"] }.Build();
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        bytes[..size].CopyTo(damaged.AsSpan(at));
        tree.With("damaged.so", damaged).With("pkg.py");

        tree.Probe(tree.Arguments with { RuntimeLibraries = [] }).Libraries!.Missing.ShouldBeEmpty();
    }

    [Fact]
    public void Dynamic_entries_that_point_outside_of_any_file_are_damage()
    {
        var file = new ElfBuilder { Needed = ["libx.so.1"] }.Build();
        var headers = Enumerable.Range(0, BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(56))).Select(index => 64 + (index * 56));
        var dynamic = headers.First(at => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at)) == 2);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(dynamic + 8), 1UL << 63);
        tree.With("damaged.so", file).With("pkg.py");

        tree.Probe(tree.Arguments with { RuntimeLibraries = [] }).Libraries!.Missing.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../libx.so.1")]
    [InlineData("/tmp/libx.so.1")]
    public void What_is_no_file_s_name_is_not_hidden_and_does_not_end_the_probe(string name)
    {
        tree.With("odd.so", Own(name, "liblonely.so.1")).With("pkg.py");

        tree.Probe(tree.Arguments with { RuntimeLibraries = [] }).Libraries!.Missing.ShouldBe(["liblonely.so.1"]);
    }

    [Fact]
    public void A_name_that_is_too_long_for_a_file_does_not_end_the_probe()
    {
        tree.With("odd.so", Own(new string('x', 300))).With("pkg.py");

        tree.Probe(tree.Arguments with { RuntimeLibraries = [] }).Libraries!.Missing.ShouldBeEmpty();
    }

    [Fact]
    public void A_copy_for_another_processor_does_not_stand_for_one_that_is_missing()
    {
        tree.With("own.so", Own("libx.so.1")).With("libx.so.1", Other("libfar.so.1")).With("pkg.py");

        tree.Probe(tree.Arguments with { RuntimeLibraries = [] }).Libraries!.Missing.ShouldBe(["libx.so.1"]);
    }

    /// <summary>Without them the runtime's own library would fail here, which it does not in Lambda.</summary>
    [Fact]
    public void What_this_machine_s_copy_of_a_library_of_the_runtime_needs_is_not_hidden()
    {
        Write("system/libruntime.so.1", Own("libdeep.so.1"));
        Write("system/libdeep.so.1", Own());

        tree.Say(
                $$"""
                import os
                from probe import libraries
                os.environ["LD_LIBRARY_PATH"] = {{JsonSerializer.Serialize(tree.Path("system"))}}
                absence = libraries.Absence({{JsonSerializer.Serialize(tree.Root)}}, ["libruntime.so.1"], {{JsonSerializer.Serialize(
                    tree.Path("absent")
                )}})
                absence.machine.cache["libdeep.so.1"] = ["x"]
                print(absence.is_foreign("libdeep.so.1"))
                """
            )
            .ShouldBe("False");
    }

    [Fact]
    public void A_candidate_does_without_what_the_baseline_saw_opened_by_name_from_its_start()
    {
        var log = tree.Path("scratch/tmp/log");
        tree.With(
            "pkg.py",
            $"import ctypes\nopen({JsonSerializer.Serialize(log)}, 'a').write('x')\ntry: ctypes.CDLL('libgomp.so.1')\nexcept OSError: pass\n"
        );
        var arguments = tree.Arguments with { RuntimeLibraries = [] };
        var baseline = tree.Probe(arguments);
        Assert.SkipUnless(baseline.Libraries!.Opened.ContainsKey("libgomp.so.1"), "this machine has no libgomp.so.1");
        File.ReadAllText(log).ShouldBe("xx");
        var place = new ProbePlace(tree.Root, tree.Scratch);
        var plan = PlannedProbe.Of([], new RuntimeTarget(RuntimeCatalog.Default.Find("3.13")!, "x86_64", BudgetBytes: 1));

        var hidden = ProbeArguments.OfCandidate(plan, baseline, place).Hidden;
        var candidate = tree.Probe(arguments with { Mode = ProbeMode.Candidate, Hidden = hidden });

        hidden.ShouldBe(["libgomp.so.1"]);
        File.ReadAllText(log).ShouldBe("xxx");
        candidate.Libraries!.Opened.ShouldBeEmpty();
        candidate.Libraries.Missing.ShouldBe(["libgomp.so.1"]);
    }

    private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    private static byte[] Own(params string[] needed) => new ElfBuilder { Machine = (ushort)(IsArm ? 183 : 62), Needed = needed }.Build();

    private static byte[] Other(params string[] needed) => new ElfBuilder { Machine = (ushort)(IsArm ? 62 : 183), Needed = needed }.Build();

    private void Write(string path, byte[] content)
    {
        var file = tree.Path(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }
}
