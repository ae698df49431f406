using System.Text;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Tests.Demo;

namespace LayerPipeline.Tests.Formats.Archives;

public sealed class HostileArchiveTests
{
    public static TheoryData<string> Names => [.. HostileArchives.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_hostile_archive_is_refused_and_leaves_nothing(string name)
    {
        var (zip, words) = HostileArchives.All[name];

        (await RefusedAsync(zip.Build())).ShouldContain(words, Case.Sensitive);
    }

    [Fact]
    public async Task What_is_no_archive_is_refused()
    {
        (await RefusedAsync([])).ShouldContain("not a zip archive");
        (await RefusedAsync(HostileArchives.NoZip)).ShouldContain("not a zip archive");
    }

    [Fact]
    public async Task An_archive_cut_anywhere_is_refused()
    {
        var archive = new HandZip(
            new HandEntry("a/b", "stored"),
            new HandEntry("a/c", new string('c', 300)) { Deflate = true, Descriptor = true },
            new HandEntry("d", "zip64") { Zip64 = true }
        )
        {
            Zip64 = true,
            Comment = "comment",
        }.Build();
        (await Reading.ContentsAsync(archive)).Count.ShouldBe(3);

        for (var length = 0; length < archive.Length; length++)
        {
            var cut = archive[..length];
            await Should.ThrowAsync<InvalidArchiveException>(
                () => Reading.ContentsAsync(cut),
                $"cut to {length} of {archive.Length} bytes"
            );
        }
    }

    [Fact]
    public async Task A_damaged_entry_among_good_ones_stops_an_unpacking_that_leaves_nothing()
    {
        var entries = Enumerable.Range(0, 30).Select(i => new HandEntry($"python/{i}", new string('x', 100))).ToArray();
        entries[29] = entries[29] with { Crc = 5 };

        (await RefusedAsync(new HandZip(entries).Build())).ShouldContain("python/29");
    }

    [Fact]
    public async Task Limits_are_the_callers()
    {
        var archive = new HandZip(new HandEntry("abc", "0123456789"), new HandEntry("b", "0123456789")).Build();

        (
            await Reading.DirectoryAsync(
                archive,
                new ArchiveLimits
                {
                    Entries = 2,
                    TotalBytes = 20,
                    NameBytes = 3,
                }
            )
        ).TotalBytes.ShouldBe(20);
        await ShouldRefuse(new ArchiveLimits { Entries = 1 }, "at most 1");
        await ShouldRefuse(new ArchiveLimits { TotalBytes = 19 }, "at most 19");
        await ShouldRefuse(new ArchiveLimits { NameBytes = 2 }, "at most 2");

        async Task ShouldRefuse(ArchiveLimits limits, string words) =>
            (await Should.ThrowAsync<InvalidArchiveException>(() => Reading.DirectoryAsync(archive, limits))).Message.ShouldContain(words);
    }

    [Fact]
    public async Task A_file_that_ends_while_it_is_read_is_refused()
    {
        var archive = new HandZip(new HandEntry("a", new string('a', 500))).Build();
        var directory = await Reading.DirectoryAsync(archive);

        var read = async () =>
            await EntryContent.ReadAsync(new MemoryFile(archive.AsMemory(0, 300)), directory.Entries[0], CancellationToken.None);

        (await read.ShouldThrowAsync<InvalidArchiveException>()).Message.ShouldContain("ends early");
    }

    [Fact]
    public async Task The_deepest_deflate_that_exists_is_no_bomb()
    {
        var content = new byte[3_000_000];
        var archive = new HandZip(new HandEntry("zeros") { Content = content, Deflate = true }).Build();

        (await Reading.ContentsAsync(archive, most: 100_000))["zeros"].AsSpan().SequenceEqual(content).ShouldBeTrue();
    }

    [Theory]
    [InlineData("a/l", "b", "a/b")]
    [InlineData("a/l", "../b/c", "b/c")]
    [InlineData("l", "./a//b/", "a/b")]
    [InlineData("a/b/l", "../..", "")]
    [InlineData("a/l", "../../b", null)]
    [InlineData("a/l", "b/../c", null)]
    [InlineData("a/l", "/opt/b", null)]
    public void A_link_leads_where_its_target_says(string name, string target, string? expected) =>
        EntryLink.Resolve(name, target).ShouldBe(expected);

    [Fact]
    public void A_new_entry_is_held_to_the_same_names() =>
        Should.Throw<InvalidArchiveException>(() => DeflatedEntry.Make("../x", UnixMode.File, Encoding.ASCII.GetBytes("x")));

    /// <summary>Unpacks below a folder that holds nothing else, and gives the refusal's message.</summary>
    private static async Task<string> RefusedAsync(byte[] archive)
    {
        using var temporary = new TemporaryFolder();

        var unpack = () => FolderArchive.UnpackAsync(new MemoryFile(archive), temporary["out"], CancellationToken.None);

        var refusal = await unpack.ShouldThrowAsync<InvalidArchiveException>();
        Directory.GetFileSystemEntries(temporary.Path).ShouldBeEmpty();
        return refusal.Message;
    }
}
