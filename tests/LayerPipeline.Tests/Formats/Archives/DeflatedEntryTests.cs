using System.IO.Compression;
using CsCheck;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;
using Shouldly;

namespace LayerPipeline.Tests.Formats.Archives;

public sealed class DeflatedEntryTests
{
    private const int PieceBytes = 2 << 20;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(PieceBytes - 1)]
    [InlineData(PieceBytes)]
    [InlineData(PieceBytes + 1)]
    [InlineData((3 * PieceBytes) + 12345)]
    public void Pieces_one_after_the_other_are_one_stream_that_inflates_to_the_content(int length)
    {
        var content = Text(length);

        var entry = DeflatedEntry.Make("a.so", UnixMode.File, content);

        entry.Header.CompressedBytes.ShouldBe(entry.Pieces.Sum(piece => (long)piece.Length));
        Inflate(entry).ShouldBeBytes(content);
    }

    [Fact]
    public void Pieces_cost_less_than_half_a_percent()
    {
        var content = Text(5 * PieceBytes);
        using var whole = new MemoryStream();
        using (var deflate = new DeflateStream(whole, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(content);
        }

        var entry = DeflatedEntry.Make("a.so", UnixMode.File, content);

        entry.Pieces.Count().ShouldBe(5);
        ((double)entry.Header.CompressedBytes).ShouldBeLessThan(whole.Length * 1.005);
    }

    [Fact]
    public void What_deflate_does_not_make_smaller_is_stored()
    {
        var content = new byte[PieceBytes + 100];
        new Random(1).NextBytes(content);

        var entry = DeflatedEntry.Make("a.bin", UnixMode.File, content);

        ((int)entry.Header.Method).ShouldBe(0, "stored");
        Inflate(entry).ShouldBeBytes(content);
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes() =>
        Gen.Int[0, 3 * PieceBytes]
            .Sample(
                length =>
                    Concat(DeflatedEntry.Make("a", UnixMode.File, Text(length)))
                        .ShouldBeBytes(Concat(DeflatedEntry.Make("a", UnixMode.File, Text(length)))),
                iter: Effort.Rounds(quick: 3, all: 10)
            );

    [Fact]
    public void Content_in_several_pieces_of_memory_gives_the_bytes_of_one()
    {
        var content = Text((2 * PieceBytes) + 77);
        var cut = JoinedBytes.Of([content.AsMemory(0, 100), content.AsMemory(100, PieceBytes), content.AsMemory(PieceBytes + 100)]);

        var joined = DeflatedEntry.Make("a.so", UnixMode.File, cut);

        joined.Header.ShouldBe(DeflatedEntry.Make("a.so", UnixMode.File, content).Header);
        Concat(joined).ShouldBeBytes(Concat(DeflatedEntry.Make("a.so", UnixMode.File, content)));
    }

    [Fact]
    public void Large_content_is_deflated_anew_each_time_its_pieces_are_asked_for()
    {
        var content = Text((int)EntryContent.BytesAtATime + 1);

        var entry = DeflatedEntry.Make("a.so", UnixMode.File, content);

        Concat(entry).ShouldBeBytes(Concat(entry));
        entry.Header.CompressedBytes.ShouldBe(Concat(entry).LongLength);
        Inflate(entry).ShouldBeBytes(content);
    }

    private static byte[] Inflate(DeflatedEntry entry)
    {
        var bytes = Concat(entry);
        if (entry.Header.Method == 0)
        {
            return bytes;
        }

        using var inflate = new DeflateStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var content = new MemoryStream();
        inflate.CopyTo(content);
        return content.ToArray();
    }

    private static byte[] Concat(DeflatedEntry entry)
    {
        using var all = new MemoryStream();
        foreach (var piece in entry.Pieces)
        {
            all.Write(piece.Span);
        }

        return all.ToArray();
    }

    /// <summary>Compresses about as code does: words of a small vocabulary in random order.</summary>
    private static byte[] Text(int length)
    {
        var random = new Random(length);
        var words = Enumerable
            .Range(0, 500)
            .Select(_ => Enumerable.Range(0, random.Next(2, 9)).Select(_ => (byte)random.Next(256)).ToArray())
            .ToArray();
        var text = new byte[length];
        for (var at = 0; at < length; )
        {
            var word = words[random.Next(words.Length)];
            var count = Math.Min(word.Length, length - at);
            word.AsSpan(0, count).CopyTo(text.AsSpan(at));
            at += count;
        }

        return text;
    }
}
