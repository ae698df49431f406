using System.IO.Compression;
using System.Text;
using CliWrap;
using CliWrap.Buffered;
using CsCheck;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Tests.Formats.Archives;

public sealed class FolderArchiveTests
{
    private const string Zipfile = """
        import base64, json, sys, zipfile
        with zipfile.ZipFile(sys.argv[1]) as archive:
            assert archive.testzip() is None
            print(json.dumps([[i.filename, i.external_attr >> 16, base64.b64encode(archive.read(i)).decode()] for i in archive.infolist()]))
        """;

    [Fact]
    public async Task Whatever_is_packed_is_read_again_by_us_and_by_the_framework() =>
        await GeneratedTree.Trees.SampleAsync(
            async files =>
            {
                using var temporary = new TemporaryFolder();
                var archive = await PackAsync(temporary["tree"], files);

                var ours = await Reading.ContentsAsync(archive);
                var theirs = Framework(archive);

                var expected = files.ToDictionary(file => "python/" + file.Name, Expected, StringComparer.Ordinal);
                ours.Keys.ShouldBe(expected.Keys, ignoreOrder: true);
                theirs.Keys.ShouldBe(expected.Keys, ignoreOrder: true);
                foreach (var (name, content) in expected)
                {
                    ours[name].ShouldBe(content);
                    theirs[name].ShouldBe(content);
                }
            },
            iter: Effort.Rounds(quick: 20, all: 60),
            threads: 1
        );

    [Fact]
    public async Task Unpacking_gives_back_contents_links_and_the_right_to_run() =>
        await GeneratedTree.Trees.SampleAsync(
            async files =>
            {
                using var temporary = new TemporaryFolder();
                var archive = await PackAsync(temporary["tree"], files);

                await FolderArchive.UnpackAsync(new MemoryFile(archive), temporary["out"], CancellationToken.None);

                var python = Path.Combine(temporary["out"], "python");
                Listing(python).ShouldBe(Listing(temporary["tree"]));
                foreach (var file in files.Where(file => file.Target is null))
                {
                    (await File.ReadAllBytesAsync(Path.Combine(python, file.Name))).ShouldBe(file.Content);
                }
            },
            iter: Effort.Rounds(quick: 20, all: 60),
            threads: 1
        );

    [Fact]
    public async Task Two_packs_are_equal_whatever_the_times_owners_rights_and_creation_order_of_the_files() =>
        await GeneratedTree.Trees.SampleAsync(
            async files =>
            {
                using var temporary = new TemporaryFolder();
                var one = await PackAsync(temporary["one"], files);
                GeneratedTree.Write(temporary["two"], files.Reverse());
                foreach (var file in files.Where(file => file.Target is null))
                {
                    var path = Path.Combine(temporary["two"], file.Name);
                    File.SetLastWriteTimeUtc(path, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
                    if (!OperatingSystem.IsWindows())
                    {
                        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite;
                        File.SetUnixFileMode(path, file.Executable ? mode | UnixFileMode.UserExecute : mode);
                    }
                }

                (await PackAsync(temporary["two"])).ShouldBe(one);
            },
            iter: Effort.Rounds(quick: 15, all: 40),
            threads: 1
        );

    [Fact]
    public async Task Unzip_and_python_read_what_is_packed()
    {
        var python = await Interpreters.FindOrSkipAsync();
        using var temporary = new TemporaryFolder();
        TreeFile[] files =
        [
            new("a/__init__.py", "x = 1\n"u8.ToArray(), Executable: false, Target: null),
            new("a/empty", [], Executable: false, Target: null),
            new("a/run", [.. Enumerable.Repeat((byte)7, 9000)], Executable: true, Target: null),
            new("b/link", [], Executable: false, Target: "../a/run"),
            new("b/数.txt", [1, 2, 3], Executable: false, Target: null),
        ];
        await File.WriteAllBytesAsync(temporary["x.zip"], await PackAsync(temporary["tree"], files));

        var read = await Interpreters.RunAsync(python, ["-I", "-c", Zipfile, temporary["x.zip"]]);

        read.ExitCode.ShouldBe(0, read.StandardError);
        using var json = System.Text.Json.JsonDocument.Parse(read.StandardOutput);
        json.RootElement.EnumerateArray()
            .Select(entry => $"{entry[0]} {Convert.ToString(entry[1].GetInt32(), 8)} {entry[2]}")
            .ShouldBe(
                files.Select(file =>
                    $"python/{file.Name} {(file.Target is not null ? "120777" : file.Executable ? "100755" : "100644")} "
                    + Convert.ToBase64String(Expected(file))
                )
            );
        Assert.SkipUnless(File.Exists("/usr/bin/unzip"), "unzip is not installed; Python has read the archive");
        var unzip = await CliWrap.Cli.Wrap("unzip").WithArguments(["-tq", temporary["x.zip"]]).ExecuteBufferedAsync();
        unzip.StandardOutput.ShouldContain("No errors detected");
    }

    [Fact]
    public async Task Entries_stand_in_the_order_of_their_names_with_one_date_and_no_extra_fields()
    {
        using var temporary = new TemporaryFolder();
        var archive = await PackAsync(temporary["tree"], [Plain("b/a"), Plain("b.a"), Plain("b-a"), Plain("B"), Plain("a"), Plain("b0")]);

        using var zip = new ZipArchive(new MemoryStream(archive));
        zip.Entries.Select(entry => entry.FullName)
            .ShouldBe(["python/B", "python/a", "python/b-a", "python/b.a", "python/b/a", "python/b0"]);
        zip.Entries.ShouldAllBe(entry => entry.LastWriteTime.DateTime == new DateTime(1980, 1, 1));
        var (names, headers) = (zip.Entries.Sum(entry => entry.FullName.Length), 6 * (30 + 46));
        archive.Length.ShouldBe(headers + (2 * names) + (int)zip.Entries.Sum(entry => entry.CompressedLength) + 22);
    }

    [Fact]
    public async Task A_folder_that_exists_is_not_unpacked_into()
    {
        using var temporary = new TemporaryFolder();
        Directory.CreateDirectory(temporary["out"]);
        var archive = new HandZip(new HandEntry("a", "x")).Build();

        var unpack = () => FolderArchive.UnpackAsync(new MemoryFile(archive), temporary["out"], CancellationToken.None);

        (await unpack.ShouldThrowAsync<IOException>()).Message.ShouldContain("already exists");
        Directory.GetFileSystemEntries(temporary["out"]).ShouldBeEmpty();
    }

    public static TheoryData<string, string> Damages =>
        new()
        {
            { "checksum", "does not have the checksum that the directory states" },
            { "longer", "has more than the 299999 bytes" },
            { "shorter", "can't be inflated to 300001 bytes" },
            { "cut", "can't be inflated to 300000 bytes" },
            { "garbage", "can't be inflated to 300000 bytes" },
        };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Contents_that_are_not_what_the_directory_says_leave_nothing_behind(string damage, string message)
    {
        using var temporary = new TemporaryFolder();
        // More than one piece, and nothing that deflates well.
        var content = new byte[300_000];
        new Random(7).NextBytes(content);
        var sound = new HandEntry("python/big.bin") { Content = content, Deflate = true };
        var entry = damage switch
        {
            "checksum" => sound with { Crc = 1 },
            "longer" => sound with { Bytes = 299_999 },
            "shorter" => sound with { Bytes = 300_001 },
            "cut" => sound with { Body = HandEntry.Deflated(content)[..200_000] },
            _ => sound with { Body = [.. HandEntry.Deflated(content).AsSpan(0, 150_000), .. Enumerable.Repeat((byte)0xFF, 150_000)] },
        };
        var archive = new HandZip(new HandEntry("python/a.py", "x = 1"), entry).Build();

        var unpack = () => FolderArchive.UnpackAsync(new MemoryFile(archive), temporary["out"], CancellationToken.None);

        (await unpack.ShouldThrowAsync<InvalidArchiveException>()).Message.ShouldContain(message);
        Path.Exists(temporary["out"]).ShouldBeFalse();
    }

    [Fact]
    public async Task Empty_folders_are_not_packed_and_entries_for_folders_are_unpacked()
    {
        using var temporary = new TemporaryFolder();
        Directory.CreateDirectory(temporary["tree/empty"]);
        var packed = await PackAsync(temporary["tree"]);
        var archive = new HandZip(new HandEntry("python/") { Mode = 0x41ED }, new HandEntry("python/empty/") { Mode = 0x41ED }).Build();

        await FolderArchive.UnpackAsync(new MemoryFile(archive), temporary["out"], CancellationToken.None);

        (await Reading.DirectoryAsync(packed)).Entries.ShouldBeEmpty();
        Directory.Exists(temporary["out/python/empty"]).ShouldBeTrue();
    }

    [Fact]
    public async Task A_cancelled_unpacking_leaves_nothing()
    {
        using var temporary = new TemporaryFolder();
        var archive = new HandZip([.. Enumerable.Range(0, 50).Select(i => new HandEntry($"a{i}", "x"))]).Build();
        using var stop = new CancellationTokenSource();
        await using var file = new CancellingFile(new MemoryFile(archive), stop, reads: 20);

        var unpack = () => FolderArchive.UnpackAsync(file, temporary["out"], stop.Token);

        await unpack.ShouldThrowAsync<OperationCanceledException>();
        Directory.GetFileSystemEntries(temporary.Path).ShouldBeEmpty();
    }

    private static TreeFile Plain(string name) => new(name, Encoding.UTF8.GetBytes(name), Executable: false, Target: null);

    private static byte[] Expected(TreeFile file) => file.Target is { } target ? Encoding.UTF8.GetBytes(target) : file.Content;

    private static async Task<byte[]> PackAsync(string folder, IEnumerable<TreeFile>? files = null)
    {
        GeneratedTree.Write(folder, files ?? []);
        using var output = new MemoryStream();
        var bytes = await FolderArchive.PackAsync(folder, "python/", output, CancellationToken.None);
        (await Reading.DirectoryAsync(output.ToArray())).Entries.Sum(entry => entry.Bytes).ShouldBe(bytes);
        return output.ToArray();
    }

    private static Dictionary<string, byte[]> Framework(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        return zip.Entries.ToDictionary(
            entry => entry.FullName,
            entry =>
            {
                using var content = new MemoryStream();
                using var stream = entry.Open();
                stream.CopyTo(content);
                return content.ToArray();
            },
            StringComparer.Ordinal
        );
    }

    private static List<string> Listing(string folder) =>
        !Directory.Exists(folder)
            ? []
            :
            [
                .. Directory
                    .EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
                    .Select(path => (Path.GetRelativePath(folder, path), new FileInfo(path)))
                    .Where(file => file.Item2.LinkTarget is not null || !Directory.Exists(file.Item2.FullName))
                    .Select(file =>
                        $"{file.Item1} -> {file.Item2.LinkTarget} {(file.Item2.LinkTarget is null ? file.Item2.UnixFileMode : 0)}"
                    )
                    .Order(StringComparer.Ordinal),
            ];

    /// <summary>Cancels after some reads.</summary>
    private sealed class CancellingFile(MemoryFile file, CancellationTokenSource stop, int reads) : IRangedFile
    {
        private int _left = reads;

        public long Length => file.Length;

        public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
        {
            if (Interlocked.Decrement(ref _left) == 0)
            {
                await stop.CancelAsync();
            }

            cancellationToken.ThrowIfCancellationRequested();
            return await file.ReadAsync(offset, buffer, cancellationToken);
        }

        public ValueTask DisposeAsync() => file.DisposeAsync();
    }
}
