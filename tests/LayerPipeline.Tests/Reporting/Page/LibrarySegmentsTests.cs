using System.Buffers.Binary;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Reporting.Page;
using LayerPipeline.Tests.Formats.Archives;
using LayerPipeline.Tests.Formats.Elf;

namespace LayerPipeline.Tests.Reporting.Page;

public sealed class LibrarySegmentsTests
{
    private static readonly byte[] Library = new ElfBuilder().Build();

    [Fact]
    public async Task What_is_loaded_is_told_apart_by_the_headers()
    {
        var libraries = await ReadAsync(("python/a.so", Library), ("python/b.txt", new byte[5000]));

        var library = libraries.ShouldHaveSingleItem();
        library.Bytes.ShouldBe(Library.Length);
        library.CodeBytes.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(ElfBuilder.CodeSize);
        library.DataBytes.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(ElfBuilder.DataSize);
        (library.CodeBytes + library.DataBytes + library.UnloadedBytes).ShouldBe(Library.Length);
    }

    [Theory]
    [InlineData(32, ulong.MaxValue)] // Where the program headers are.
    [InlineData(32, 1_000_000ul)]
    [InlineData(32, 1020ul)]
    [InlineData(54, 0xffff_ffff_ffff_fffful)] // How many there are.
    public async Task Headers_that_can_t_be_have_no_figures(int at, ulong value)
    {
        var broken = (byte[])Library.Clone();
        BinaryPrimitives.WriteUInt64LittleEndian(broken.AsSpan(at), value);

        foreach (var library in await ReadAsync(("python/a.so", broken)))
        {
            library.CodeBytes.ShouldBeNull();
        }
    }

    [Fact]
    public async Task Whatever_the_headers_say_no_more_bytes_are_told_than_there_are()
    {
        var random = new Random(18);
        for (var i = 0; i < 200; i++)
        {
            var broken = (byte[])Library.Clone();
            random.NextBytes(broken.AsSpan(random.Next(16, 400), random.Next(1, 100)));
            foreach (var library in await ReadAsync(("python/a.so", broken)))
            {
                ((library.CodeBytes ?? 0) + (library.DataBytes ?? 0) + (library.UnloadedBytes ?? 0)).ShouldBeInRange(0, Library.Length);
            }
        }
    }

    private static async Task<IReadOnlyList<ReportLibrary>> ReadAsync(params (string Name, byte[] Content)[] files)
    {
        var (file, directory) = await ArchiveAsync(files);
        return await LibrarySegments.ReadAsync(file, directory.Entries, TestContext.Current.CancellationToken);
    }

    private static async Task<(MemoryFile File, ZipDirectory Directory)> ArchiveAsync((string Name, byte[] Content)[] files)
    {
        using var archive = new MemoryStream();
        var writer = new ZipWriter(archive);
        foreach (var (name, content) in files)
        {
            await writer.WriteAsync(DeflatedEntry.Make(name, UnixMode.File, content), TestContext.Current.CancellationToken);
        }

        await writer.FinishAsync(TestContext.Current.CancellationToken);
        var file = new MemoryFile(archive.ToArray(), 777);
        return (file, await ZipDirectory.ReadAsync(file, limits: null, TestContext.Current.CancellationToken));
    }
}
