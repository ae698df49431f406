using System.Collections.Concurrent;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using CsCheck;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Functions.Storage;
using NSubstitute;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Storage;

public sealed class S3RunFileTests
{
    private const int WindowBytes = 64;

    [Fact]
    public void Reads_at_any_place_and_of_any_length_give_the_object()
    {
        var content = Content(1000);
        Gen.Int[0, 999]
            .Select(Gen.Int[1, 300])
            .Array[1, 30]
            .Sample(reads =>
            {
                var file = Open(Bucket(content), content);
                foreach (var (offset, length) in reads)
                {
                    var buffer = new byte[Math.Min(length, content.Length - offset)];
                    file.ReadExactlyAsync(offset, buffer, CancellationToken.None).AsTask().GetAwaiter().GetResult();
                    buffer.ShouldBe(content[offset..(offset + buffer.Length)]);
                }

                file.DisposeAsync().AsTask().GetAwaiter().GetResult();
            });
    }

    [Fact]
    public async Task A_range_is_one_request_however_it_is_read()
    {
        var content = Content(5000);
        var asked = new ConcurrentQueue<string>();
        await using var file = Open(Bucket(content, asked), content);

        await ReadRangeAsync(file, content, 100, 4000);

        asked.ShouldBe(["100-3999"]);
    }

    [Fact]
    public async Task A_read_brings_what_follows_and_at_the_end_what_stands_before()
    {
        var content = Content(5000);
        var asked = new ConcurrentQueue<string>();
        await using var file = Open(Bucket(content, asked), content);

        await ReadAsync(file, content, 70, 80);
        await ReadAsync(file, content, 80, 134);
        await ReadAsync(file, content, 4990, 5000);
        await ReadAsync(file, content, 4936, 4990);

        asked.ShouldBe(["70-133", "4936-4999"]);
    }

    [Fact]
    public async Task A_read_longer_than_the_window_is_one_request()
    {
        var content = Content(5000);
        var asked = new ConcurrentQueue<string>();
        await using var file = Open(Bucket(content, asked), content);
        var buffer = new byte[3000];

        await ReadAsync(file, content, 4990, 5000);
        await file.ReadExactlyAsync(1980, buffer, CancellationToken.None);

        buffer.ShouldBe(content[1980..4980]);
        asked.ShouldBe(["4936-4999", "1980-4979"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_connection_that_breaks_is_replaced_where_it_broke(int times)
    {
        var content = Content(1000);
        var asked = new ConcurrentQueue<string>();
        await using var file = Open(Breaking(content, asked, times, after: 200), content);

        await ReadRangeAsync(file, content, 0, 1000);

        asked.First().ShouldBe("0-999");
        asked.Skip(1).First().ShouldBe("200-999");
    }

    [Fact]
    public async Task An_answer_that_ends_early_is_continued()
    {
        var content = Content(1000);
        var asked = new ConcurrentQueue<string>();
        await using var file = Open(Breaking(content, asked, times: 1, after: 200, ends: true), content);

        await ReadRangeAsync(file, content, 0, 1000);

        asked.ShouldBe(["0-999", "200-999"]);
    }

    [Fact]
    public async Task A_connection_that_breaks_again_and_again_is_an_error_and_the_next_read_tries_anew()
    {
        var content = Content(1000);
        await using var file = Open(Breaking(content, [], times: 3, after: 0), content);

        await Should.ThrowAsync<IOException>(() => file.ReadExactlyAsync(0, new byte[10], CancellationToken.None).AsTask());

        await ReadAsync(file, content, 0, 1000);
    }

    [Fact]
    public async Task A_pinned_file_that_was_replaced_is_refused()
    {
        var s3 = Substitute.For<IAmazonS3>();
        s3.GetObjectMetadataAsync("bucket", "runs/r/raw.zip", Arg.Any<CancellationToken>())
            .Returns(new GetObjectMetadataResponse { ETag = "\"new\"", ContentLength = 5 });
        var store = new S3RunStore(s3, "bucket", "runs/r/", new Dictionary<string, string> { ["raw.zip"] = "\"old\"" });

        var error = await Should.ThrowAsync<RunFileChangedException>(() => store.OpenAsync("raw.zip", CancellationToken.None).AsTask());

        error.Message.ShouldContain("replaced");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_null()
    {
        var s3 = Substitute.For<IAmazonS3>();
        s3.GetObjectMetadataAsync("bucket", "runs/r/raw.zip", Arg.Any<CancellationToken>())
            .Returns<GetObjectMetadataResponse>(_ => throw new AmazonS3Exception("no") { StatusCode = HttpStatusCode.NotFound });

        (await new S3RunStore(s3, "bucket", "runs/r/").OpenAsync("raw.zip", CancellationToken.None)).ShouldBeNull();
    }

    private static byte[] Content(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];

    private static S3RunFile Open(IAmazonS3 s3, byte[] content) => new(s3, "b", "k", "e", content.Length, WindowBytes);

    private static async Task ReadRangeAsync(S3RunFile file, byte[] content, int from, int to)
    {
        await using var range = file.OpenRange(from, to);
        using var read = new MemoryStream();
        await range.CopyToAsync(read, bufferSize: 90);
        read.ToArray().ShouldBe(content[from..to]);
    }

    private static async Task ReadAsync(S3RunFile file, byte[] content, int from, int to)
    {
        for (var offset = from; offset < to; )
        {
            var buffer = new byte[Math.Min(10, to - offset)];
            await file.ReadExactlyAsync(offset, buffer, CancellationToken.None);
            buffer.ShouldBe(content[offset..(offset + buffer.Length)]);
            offset += buffer.Length;
        }
    }

    private static IAmazonS3 Bucket(byte[] content, ConcurrentQueue<string>? asked = null) =>
        Breaking(content, asked ?? [], times: 0, after: 0);

    /// <summary>A bucket whose first answers end with an error after some bytes.</summary>
    private static IAmazonS3 Breaking(byte[] content, ConcurrentQueue<string> asked, int times, int after, bool ends = false)
    {
        var s3 = Substitute.For<IAmazonS3>();
        s3.GetObjectAsync(Arg.Any<GetObjectRequest>(), Arg.Any<CancellationToken>())
            .Returns(call =>
            {
                var range = call.Arg<GetObjectRequest>().ByteRange;
                asked.Enqueue($"{range.Start}-{range.End}");
                var body = new MemoryStream(content, (int)range.Start, (int)(range.End - range.Start + 1));
                return new GetObjectResponse { ResponseStream = times-- > 0 ? new BreakingStream(body, after, ends) : body };
            });
        return s3;
    }

    private sealed class BreakingStream(Stream body, int after, bool ends) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => body.Length;

        public override long Position
        {
            get => body.Position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) =>
            body.Position >= after && !ends
                ? throw new IOException("The connection was reset.")
                : body.Read(buffer, offset, (int)Math.Min(count, after - body.Position));

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
