using System.Text;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;
using Shouldly;

namespace LayerPipeline.Tests.Formats.Archives;

public sealed class EntryReaderTests
{
    private static readonly byte[] Archive = new HandZip(
        new HandEntry("a", "first"),
        new HandEntry("b", new string('b', 500)),
        new HandEntry("c", "third"),
        new HandEntry("d", "fourth")
    ).Build();

    [Fact]
    public async Task Neighbours_come_from_one_range()
    {
        var file = new RangedFile(Archive, gap: 0);

        (await ReadAsync(file, "a", "b", "c", "d")).ShouldBe(["first", new string('b', 500), "third", "fourth"]);

        file.Ranges.ShouldBe(1);
    }

    [Theory]
    [InlineData(600, 1)]
    [InlineData(500, 2)]
    public async Task A_gap_is_read_over_where_that_is_cheaper_than_another_range(long gap, int ranges)
    {
        var file = new RangedFile(Archive, gap);

        (await ReadAsync(file, "a", "c", "d")).ShouldBe(["first", "third", "fourth"]);

        file.Ranges.ShouldBe(ranges);
    }

    [Fact]
    public async Task Entries_may_be_asked_for_in_another_order_than_they_lie()
    {
        var file = new RangedFile(Archive, gap: 0);

        (await ReadAsync(file, "d", "a", "b", "c")).ShouldBe(["fourth", "first", new string('b', 500), "third"]);

        file.Ranges.ShouldBe(2);
    }

    [Fact]
    public async Task An_entry_out_of_turn_is_refused()
    {
        var file = new RangedFile(Archive, gap: 0);
        var directory = await ZipDirectory.ReadAsync(file, limits: null, CancellationToken.None);
        await using var reader = new EntryReader(file, [directory.Find("a")!, directory.Find("b")!]);

        await Should.ThrowAsync<ArgumentException>(() => reader.ReadAsync(directory.Find("b")!, CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task An_entry_that_is_too_large_to_be_read_whole_is_refused_whatever_it_declares()
    {
        var directory = await Reading.DirectoryAsync(Archive);
        var large = directory.Find("a")! with { CompressedBytes = 5_000_000_000, Bytes = 1000 };
        await using var reader = new EntryReader(new MemoryFile(Archive), [large]);

        var error = await Should.ThrowAsync<InvalidArchiveException>(() => reader.ReadAsync(large, CancellationToken.None).AsTask());

        error.Message.ShouldContain("5000000000");
    }

    [Fact]
    public async Task Several_entries_are_worked_on_in_the_order_in_which_they_lie()
    {
        var file = new RangedFile(Archive, gap: 1000);
        var directory = await ZipDirectory.ReadAsync(file, limits: null, CancellationToken.None);

        var read = EntryContent.SelectAsync(
            file,
            directory.Entries.Where(entry => entry.Name != "b").Reverse(),
            (entry, content) => $"{entry.Name}: {Encoding.UTF8.GetString(content)}",
            CancellationToken.None
        );

        (await read.ToListAsync()).ShouldBe(["a: first", "c: third", "d: fourth"]);
        file.Ranges.ShouldBe(1);
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(RangedFile file, params string[] names)
    {
        var directory = await ZipDirectory.ReadAsync(file, limits: null, CancellationToken.None);
        var entries = names.Select(name => directory.Find(name)!).ToList();
        await using var reader = new EntryReader(file, entries);
        var contents = new List<string>();
        foreach (var entry in entries)
        {
            contents.Add(Encoding.UTF8.GetString(await reader.ReadAsync(entry, CancellationToken.None)));
        }

        return contents;
    }

    /// <summary>Counts the ranges that are opened.</summary>
    private sealed class RangedFile(byte[] bytes, long gap) : IRangedFile
    {
        private readonly MemoryFile _file = new(bytes);

        public int Ranges { get; private set; }

        public long GapBytes => gap;

        public long Length => _file.Length;

        public Stream OpenRange(long offset, long end)
        {
            Ranges++;
            return new MemoryStream(bytes, (int)offset, (int)(end - offset));
        }

        public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken) =>
            _file.ReadAsync(offset, buffer, cancellationToken);

        public ValueTask DisposeAsync() => _file.DisposeAsync();
    }
}
