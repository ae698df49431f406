using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LayerPipeline.Demo;
using Shouldly;
using Xunit;

namespace LayerPipeline.Cli.Tests.Demo;

public sealed class WheelPackerTests
{
    [Fact]
    public void Record_lists_every_file_with_its_hash_and_size()
    {
        using var folder = new TemporaryFolder();
        var wheel = Pack(folder, builder => builder.With("tinysample/odd,name.txt", "x"));

        var record = wheel.TextEndingWith("/RECORD").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        record.Length.ShouldBe(wheel.Names.Count);
        foreach (var name in wheel.Names.Where(name => !name.EndsWith("/RECORD", StringComparison.Ordinal)))
        {
            var content = wheel.Bytes(name);
            var hash = Convert.ToBase64String(SHA256.HashData(content)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
            var quoted = name.Contains(',', StringComparison.Ordinal) ? $"\"{name}\"" : name;
            record.ShouldContain($"{quoted},sha256={hash},{content.Length}");
        }
    }

    [Fact]
    public void The_same_sample_gives_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        new SampleBuilder(folder["samples"]).With("tinysample/b.py", "").With("tinysample/a/b.py", "").Write();
        Directory.CreateDirectory(folder["first"]);
        Directory.CreateDirectory(folder["second"]);
        var sample = Sample.ReadAll(folder["samples"])[0];

        var first = WheelPacker.Pack(sample, [], WheelTag.Pure, folder["first"]);
        File.SetLastWriteTimeUtc(
            Path.Combine(sample.SourceFolder, "tinysample", "b.py"),
            new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc)
        );
        var second = WheelPacker.Pack(sample, [], WheelTag.Pure, folder["second"]);

        File.ReadAllBytes(second).ShouldBeBytes(File.ReadAllBytes(first));
    }

    [Fact]
    public void Metadata_names_requirements_extras_licence_and_readme()
    {
        using var folder = new TemporaryFolder();
        var wheel = Pack(
            folder,
            builder => builder.With("requires", new JsonArray("other>=2")).With("extras", JsonNode.Parse("""{"pdf": ["writer"]}""")!)
        );

        var metadata = wheel.Text("tiny_sample-1.0.dist-info/METADATA");

        metadata.ShouldContain("Requires-Dist: other>=2\n");
        metadata.ShouldContain("Provides-Extra: pdf\nRequires-Dist: writer; extra == \"pdf\"\n");
        metadata.ShouldContain("License-Expression: MIT\nLicense-File: LICENSE\n");
        metadata.ShouldEndWith("\n\n# Sample\n");
        wheel.Text("tiny_sample-1.0.dist-info/licenses/LICENSE").ShouldBe("MIT License\n");
    }

    [Fact]
    public void Entry_points_stand_below_their_groups()
    {
        using var folder = new TemporaryFolder();
        var points = JsonNode.Parse("""{"console_scripts": {"tiny": "tinysample:main"}, "tiny.parts": {"a": "tinysample:A"}}""")!;
        var wheel = Pack(folder, builder => builder.With("entryPoints", points));

        wheel.TextEndingWith("/entry_points.txt").ShouldBe("[console_scripts]\ntiny = tinysample:main\n\n[tiny.parts]\na = tinysample:A\n");
    }

    [Fact]
    public void A_sample_without_entry_points_has_no_file_for_them()
    {
        using var folder = new TemporaryFolder();
        Pack(folder).Names.ShouldNotContain("tiny_sample-1.0.dist-info/entry_points.txt");
    }

    [Fact]
    public void Bytecode_beside_the_sources_is_not_packed()
    {
        using var folder = new TemporaryFolder();
        var wheel = Pack(folder, builder => builder.With("tinysample/__pycache__/a.cpython-313.pyc", "x").With("tinysample/a.py", ""));

        wheel.Names.ShouldContain("tinysample/a.py");
        wheel.Names.ShouldAllBe(name => !name.EndsWith(".pyc", StringComparison.Ordinal));
    }

    [Fact]
    public void A_compiled_module_makes_a_platform_wheel_and_is_executable()
    {
        using var folder = new TemporaryFolder();
        new SampleBuilder(folder["samples"]).Write();
        var module = new WheelFile("tinysample/_native.abi3.so", new byte[] { 1 }, Executable: true);

        var path = WheelPacker.Pack(Sample.ReadAll(folder["samples"])[0], [module], new("cp310", "abi3", "linux_x86_64"), folder.Path);

        Path.GetFileName(path).ShouldBe("tiny_sample-1.0-cp310-abi3-linux_x86_64.whl");
        var wheel = new WheelReader(path);
        wheel.TextEndingWith("/WHEEL").ShouldContain("Root-Is-Purelib: false\nTag: cp310-abi3-linux_x86_64\n");
        wheel.Modes["tinysample/_native.abi3.so"].ShouldBe(Convert.ToInt32("755", 8));
        wheel.Modes["tinysample/__init__.py"].ShouldBe(Convert.ToInt32("644", 8));
    }

    private static WheelReader Pack(TemporaryFolder folder, Func<SampleBuilder, SampleBuilder>? change = null)
    {
        var builder = new SampleBuilder(folder["samples"]);
        (change?.Invoke(builder) ?? builder).Write();
        return new WheelReader(WheelPacker.Pack(Sample.ReadAll(folder["samples"])[0], [], WheelTag.Pure, folder.Path));
    }
}
