using System.IO.Compression;
using System.Text;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Tests.Demo;

namespace LayerPipeline.Tests.Formats.Archives;

public sealed class ForeignArchiveTests
{
    private const string Zipfile = """
        import io, sys, zipfile
        class Pipe(io.RawIOBase):
            def __init__(self, file): self.file = file
            def writable(self): return True
            def write(self, data): return self.file.write(data)
        with open(sys.argv[1], 'wb') as file:
            target = Pipe(file) if sys.argv[2] == 'pipe' else file
            with zipfile.ZipFile(target, 'w', zipfile.ZIP_DEFLATED) as archive:
                archive.comment = b'made by zipfile' * 50
                folder = zipfile.ZipInfo('python/pkg/')
                folder.external_attr = 0o40755 << 16
                archive.writestr(folder, b'')
                info = zipfile.ZipInfo('python/pkg/a.py')
                info.extra = b'\x55\x54\x05\x00\x03\x01\x02\x03\x04'
                info.comment = b'a comment'
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, b'x = 1\n' * 500)
                archive.writestr('python/pkg/empty.py', b'')
                with archive.open('python/pkg/big.bin', 'w', force_zip64=True) as big:
                    big.write(bytes(range(256)) * 40)
        """;

    [Theory]
    [InlineData("file")]
    [InlineData("pipe")]
    public async Task Archives_of_Pythons_zipfile_are_read_and_copied(string kind)
    {
        var python = await Interpreters.FindOrSkipAsync();
        using var temporary = new TemporaryFolder();
        (await Interpreters.RunAsync(python, ["-I", "-c", Zipfile, temporary["x.zip"], kind])).ExitCode.ShouldBe(0);

        await ShouldBeReadAndCopiedAsync(
            await File.ReadAllBytesAsync(temporary["x.zip"]),
            ("python/pkg/", []),
            ("python/pkg/a.py", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("x = 1\n", 500)))),
            ("python/pkg/big.bin", [.. Enumerable.Range(0, 256 * 40).Select(i => (byte)i)]),
            ("python/pkg/empty.py", [])
        );
    }

    [Fact]
    public async Task Archives_that_the_framework_writes_to_a_pipe_are_read_and_copied()
    {
        using var bytes = new MemoryStream();
        await using (var zip = new ZipArchive(new Pipe(bytes), ZipArchiveMode.Create))
        {
            foreach (var name in new[] { "b", "a", "folder/", "folder/c" })
            {
                await using var content = await zip.CreateEntry(name).OpenAsync();
                if (!name.EndsWith('/'))
                {
                    await content.WriteAsync(Enumerable.Repeat((byte)name[^1], 3000).ToArray());
                }
            }
        }

        await ShouldBeReadAndCopiedAsync(
            bytes.ToArray(),
            ("a", [.. Enumerable.Repeat((byte)'a', 3000)]),
            ("b", [.. Enumerable.Repeat((byte)'b', 3000)]),
            ("folder/", []),
            ("folder/c", [.. Enumerable.Repeat((byte)'c', 3000)])
        );
    }

    [Fact]
    public async Task Comments_extra_fields_descriptors_zip64_fields_and_any_order_are_read_and_copied()
    {
        var archive = new HandZip(
            new HandEntry("z", "last name, first place")
            {
                LocalExtra = [0x55, 0x54, 5, 0, 1, 2, 3, 4, 5],
                CentralExtra = [0x55, 0x54, 1, 0, 1],
            },
            new HandEntry("m/", "") { Mode = 0 },
            new HandEntry("m/d", new string('d', 5000)) { Deflate = true, Descriptor = true },
            new HandEntry("a", "zip64") { Zip64 = true, Comment = "a comment" },
            new HandEntry("odd", "extra that ends early") { CentralExtra = [9, 9, 255, 0, 1] }
        )
        {
            Zip64 = true,
            Comment = new string('#', ushort.MaxValue),
        }.Build();

        await ShouldBeReadAndCopiedAsync(
            archive,
            ("a", "zip64"u8.ToArray()),
            ("m/", []),
            ("m/d", Encoding.ASCII.GetBytes(new string('d', 5000))),
            ("odd", "extra that ends early"u8.ToArray()),
            ("z", "last name, first place"u8.ToArray())
        );
    }

    [Fact]
    public async Task A_copy_keeps_compressed_bytes_and_checksums_even_of_entries_that_can_not_be_inflated()
    {
        byte[] broken = [1, 2, 3, 4, 5];
        var archive = new HandZip(
            new HandEntry("b", new string('b', 4000)) { Deflate = true },
            new HandEntry("a", "12345")
            {
                Body = broken,
                Method = 8,
                Crc = 77,
            }
        ).Build();

        var copy = await Reading.CopyAsync(archive);

        var (before, after) = (await Reading.DirectoryAsync(archive), await Reading.DirectoryAsync(copy));
        foreach (var entry in before.Entries)
        {
            Reading.Compressed(copy, after.Find(entry.Name)!).ShouldBe(Reading.Compressed(archive, entry));
            after.Find(entry.Name)!.Crc32.ShouldBe(entry.Crc32);
        }
    }

    [Fact]
    public async Task Copies_of_a_choice_read_neither_more_nor_other_entries()
    {
        HandEntry[] entries =
        [
            .. Enumerable.Range(0, 40).Select(i => new HandEntry($"{i:D2}", new string((char)('a' + (i % 26)), i * 700))),
        ];
        var archive = new HandZip([.. entries.Reverse()]).Build();

        var copy = await Reading.CopyAsync(archive, entry => entry.Name[1] is '1' or '7');

        var contents = await Reading.ContentsAsync(copy);
        contents.Keys.ShouldBe(entries.Select(entry => entry.Name).Where(name => name[1] is '1' or '7'));
        contents.ShouldAllBe(pair => pair.Value.SequenceEqual(entries[int.Parse(pair.Key)].Content));
    }

    [Fact]
    public async Task Folders_and_modes_are_made_uniform_by_a_copy()
    {
        var archive = new HandZip(
            new HandEntry("folder/") { Mode = 0x41C0 },
            new HandEntry("dos/") { Host = 0, Mode = 0x10 },
            new HandEntry("dos/file", "x") { Host = 0, Mode = 0x20 },
            new HandEntry("setuid", "x") { Mode = 0x89E8 },
            new HandEntry("private", "x") { Mode = 0x8180 },
            HandEntry.Link("link", "setuid")
        ).Build();

        var copy = await Reading.DirectoryAsync(await Reading.CopyAsync(archive));

        copy.Entries.Select(entry => $"{entry.Name} {Convert.ToString(entry.Mode, 8)}")
            .ShouldBe(["dos/ 40755", "dos/file 100644", "folder/ 40755", "link 120777", "private 100644", "setuid 100755"]);
    }

    private static async Task ShouldBeReadAndCopiedAsync(byte[] archive, params (string Name, byte[] Content)[] expected)
    {
        foreach (var bytes in new[] { archive, await Reading.CopyAsync(archive) })
        {
            var contents = await Reading.ContentsAsync(bytes, most: 700);
            contents.Keys.ShouldBe(expected.Select(entry => entry.Name));
            expected.ShouldAllBe(entry => contents[entry.Name].SequenceEqual(entry.Content));
        }
    }

    /// <summary>A stream that can't seek, so that writers fall back to data descriptors.</summary>
    private sealed class Pipe(Stream output) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => output.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => output.Write(buffer, offset, count);
    }
}
