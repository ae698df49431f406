using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Tests.Formats.Archives;

namespace LayerPipeline.Tests.Formats.Packaging;

/// <summary>Files that several RECORDs list.</summary>
public sealed class FileOwnersTests
{
    private const string Shared = "python/shared.py";

    [Theory]
    [InlineData("sha256")]
    [InlineData("sha384")]
    [InlineData("sha512")]
    public async Task The_hash_of_the_file_that_is_there_says_whose_it_is(string algorithm)
    {
        var owners = await ReadAsync("theirs", ("one", Hash(algorithm, "mine")), ("two", Hash(algorithm, "theirs")));

        owners.Find(Shared).ShouldBe("two");
        var file = owners.Shared.ShouldHaveSingleItem();
        (file.Path, file.Owners.Single(), file.Others.Single()).ShouldBe((Shared, "two", "one"));
        owners.IsOverwritten("python/one-1.dist-info/RECORD", Shared).ShouldBeTrue();
        owners.IsOverwritten("python/two-1.dist-info/RECORD", Shared).ShouldBeFalse();
    }

    [Fact]
    public async Task Where_all_installed_the_same_nothing_was_overwritten_and_the_first_name_has_it()
    {
        var owners = await ReadAsync("same", ("two", Hash("sha256", "same")), ("one", Hash("sha256", "same")));

        owners.Shared.ShouldBeEmpty();
        owners.Find(Shared).ShouldBe("one");
    }

    [Fact]
    public async Task A_claim_with_a_hash_goes_before_claims_without_one()
    {
        var owners = await ReadAsync("content", ("one", ""), ("two", Hash("sha256", "content")), ("three", Hash("sha256", "other")));

        owners.Find(Shared).ShouldBe("two");
        owners.Shared.Single().Others.ShouldBe(["one", "three"]);
    }

    [Fact]
    public async Task What_has_no_hash_in_any_RECORD_may_be_of_either()
    {
        var owners = await ReadAsync("content", ("one", ""), ("two", ""));

        owners.Shared.Single().Owners.ShouldBe(["one", "two"]);
        owners.Shared.Single().Others.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("md5=AAAA")]
    [InlineData("nothing")]
    [InlineData("sha256=")]
    public async Task A_hash_that_is_none_is_no_claim(string hash)
    {
        var owners = await ReadAsync("content", ("one", hash), ("two", Hash("sha256", "other")));

        owners.Find(Shared).ShouldBeNull();
        owners.Shared.Single().Others.ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task Nobody_can_claim_the_RECORD_of_a_neighbour()
    {
        var archive = new HandZip(
            new HandEntry("python/a-1.dist-info/RECORD", $"z-1.dist-info/RECORD,{Hash("sha256", "z.py,,\n")},6\n"),
            new HandEntry("python/z-1.dist-info/RECORD", "z.py,,\n"),
            new HandEntry("python/z.py")
        ).Build();

        var owners = await FileOwners.ReadAsync(new MemoryFile(archive), await Reading.DirectoryAsync(archive), CancellationToken.None);

        owners.Find("python/z-1.dist-info/RECORD").ShouldBe("z");
        owners.Shared.ShouldBeEmpty();
    }

    private static async Task<FileOwners> ReadAsync(string content, params (string Distribution, string Hash)[] claims)
    {
        var archive = new HandZip([
            .. claims.Select(claim => new HandEntry($"python/{claim.Distribution}-1.dist-info/RECORD", $"shared.py,{claim.Hash},1\r\n")),
            new HandEntry(Shared, content),
        ]).Build();
        return await FileOwners.ReadAsync(new MemoryFile(archive), await Reading.DirectoryAsync(archive), CancellationToken.None);
    }

    private static string Hash(string algorithm, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var digest =
            algorithm == "sha256" ? SHA256.HashData(bytes)
            : algorithm == "sha384" ? SHA384.HashData(bytes)
            : SHA512.HashData(bytes);
        return $"{algorithm}={Base64Url.EncodeToString(digest)}";
    }
}
