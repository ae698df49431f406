using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Contents;
using LayerPipeline.Tests.Formats.Archives;
using LayerPipeline.Tests.Formats.Elf;

namespace LayerPipeline.Tests.Formats.Contents;

public sealed class EntryKindsTests
{
    private static readonly byte[] Library = new ElfBuilder().Build();
    private static readonly byte[] Arm = new ElfBuilder { Machine = 183 }.Build();

    private static async Task<EntryKinds> ReadAsync(params (string Name, byte[] Content)[] files)
    {
        using var archive = new MemoryStream();
        var writer = new ZipWriter(archive);
        foreach (var (name, content) in files)
        {
            await writer.WriteAsync(DeflatedEntry.Make(name, UnixMode.File, content), TestContext.Current.CancellationToken);
        }

        await writer.FinishAsync(TestContext.Current.CancellationToken);
        var file = new MemoryFile(archive.ToArray(), 777);
        var directory = await ZipDirectory.ReadAsync(file, limits: null, TestContext.Current.CancellationToken);
        return await EntryKinds.ReadAsync(file, directory.Entries, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("a/libcrypto-5409cd36.so.1.1.1k")]
    [InlineData("a/libb.so.6-abc")]
    [InlineData("a/libc.dylib.so")]
    [InlineData("a/noending")]
    [InlineData("a/data.bin")]
    [InlineData("bin/tool")]
    public async Task A_library_is_one_whatever_it_is_called(string name)
    {
        var kinds = await ReadAsync(("python/" + name, Library), ("python/a/b.so", "a text"u8.ToArray()));

        kinds.IsLibrary("python/" + name).ShouldBeTrue();
        kinds.IsLibrary("python/a/b.so").ShouldBeFalse();
    }

    [Fact]
    public async Task Large_entries_are_read_at_their_starts_and_small_ones_between_them_are_found()
    {
        var large = new byte[3_000_000];
        new Random(1).NextBytes(large);
        var largeLibrary = (byte[])[.. Library, .. large];
        var kinds = await ReadAsync(
            ("python/a", large),
            ("python/b", Library),
            ("python/c", []),
            ("python/d", largeLibrary),
            ("python/e", large),
            ("python/f", "#!/bin/sh\n"u8.ToArray()),
            ("python/g.py", Library)
        );

        string[] names = ["a", "b", "c", "d", "e", "f", "g.py"];
        names
            .Select(name => kinds["python/" + name])
            .ShouldBe([
                FileKind.Other,
                FileKind.Library,
                FileKind.Other,
                FileKind.Library,
                FileKind.Other,
                FileKind.Script,
                FileKind.Other, // Python imports it as source, whatever it holds.
            ]);
    }

    [Fact]
    public async Task A_library_for_another_processor_is_foreign_where_its_package_has_one_for_this()
    {
        var kinds = (
            await ReadAsync(("python/a/x.so", Library), ("python/a/y.so", Arm), ("python/wrong/z.so", Arm), ("python/z.so", Arm))
        ).For("x86_64");

        kinds["python/a/x.so"].ShouldBe(FileKind.Library);
        kinds["python/a/y.so"].ShouldBe(FileKind.Foreign);
        kinds["python/wrong/z.so"].ShouldBe(FileKind.Library, "the gates say that the wrong wheel was installed");
        kinds.IsLibrary("python/a/y.so").ShouldBeTrue("a loader of that processor takes it");
        (await ReadAsync(("python/a/x.so", Library), ("python/a/y.so", Arm))).For("arm64")["python/a/x.so"].ShouldBe(FileKind.Foreign);
    }

    [Fact]
    public async Task A_program_for_another_processor_is_always_foreign()
    {
        var program = new ElfBuilder { Machine = 183, Type = 2 }.Build();

        (await ReadAsync(("python/a/tool", program))).For("x86_64")["python/a/tool"].ShouldBe(FileKind.Foreign);
        (await ReadAsync(("python/a/tool", program))).For("arm64")["python/a/tool"].ShouldBe(FileKind.Program);
    }
}
