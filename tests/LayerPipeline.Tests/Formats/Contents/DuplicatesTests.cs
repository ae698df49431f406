using System.Security.Cryptography;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Contents;
using LayerPipeline.Tests.Formats.Archives;

namespace LayerPipeline.Tests.Formats.Contents;

public sealed class DuplicatesTests
{
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(300_000);

    [Fact]
    public async Task Files_of_the_same_content_are_found_with_its_digest_most_bytes_to_spare_first()
    {
        var groups = await FindAsync(
            new HandEntry("a", "four"),
            new HandEntry("b/a", "four"),
            new HandEntry("large") { Content = Content },
            new HandEntry("x/large") { Content = Content },
            new HandEntry("other") { Content = [.. Content[1..], (byte)~Content[0]] },
            new HandEntry("empty", ""),
            new HandEntry("empty too", "")
        );

        groups
            .Select(group => group.Paths)
            .ShouldBe([
                ["large", "x/large"],
                ["a", "b/a"],
            ]);
        groups[0].Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Content)));
        groups[0].SpareBytes.ShouldBe(Content.Length);
    }

    [Fact]
    public async Task Files_of_the_same_length_and_checksum_are_compared_before_anything_is_said()
    {
        var (one, two) = Colliding();

        (await FindAsync(new HandEntry("a") { Content = one }, new HandEntry("b") { Content = two })).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_is_no_copy_of_its_target() =>
        (await FindAsync(new HandEntry("a", "b"), new HandEntry("c", "b") { Mode = UnixMode.Link })).ShouldBeEmpty();

    [Fact]
    public async Task Of_more_files_than_are_read_only_those_that_were_read_are_named()
    {
        var files = Enumerable.Range(0, 20_010).Select(i => new HandEntry($"f{i}", "x"));

        (await FindAsync([.. files])).ShouldHaveSingleItem().Paths.Count.ShouldBe(20_000);
    }

    private static async Task<IReadOnlyList<DuplicateGroup>> FindAsync(params HandEntry[] entries)
    {
        var file = new MemoryFile(new HandZip(entries).Build());
        var directory = await ZipDirectory.ReadAsync(file, limits: null, TestContext.Current.CancellationToken);
        return await Duplicates.FindAsync(file, directory.Entries, TestContext.Current.CancellationToken);
    }

    /// <summary>Two texts with one CRC-32: it is linear, so that the polynomial itself, added anywhere, changes nothing.</summary>
    private static (byte[] One, byte[] Two) Colliding()
    {
        // 33 bits, the first letter's lowest bit first: x^32 down to x^0 of the polynomial 0x104C11DB7.
        const ulong Polynomial = 0x104C11DB7;
        var one = new byte[8];
        var two = new byte[8];
        for (var bit = 0; bit < 33; bit++)
        {
            if ((Polynomial >> (32 - bit) & 1) != 0)
            {
                two[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        return (one, two);
    }
}
