using System.Collections.Concurrent;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using CsCheck;
using LayerPipeline.Functions.Storage;
using LayerPipeline.Runs;
using NSubstitute;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Storage;

public sealed class S3RunFileTests
{
    private const int BlockBytes = 64;

    [Fact]
    public void Reads_at_any_place_and_of_any_length_give_the_object()
    {
        var content = Content(1000);
        Gen.Int[0, 999]
            .Select(Gen.Int[1, 300])
            .Array[1, 30]
            .Sample(reads =>
            {
                var file = new S3RunFile(Bucket(content), "b", "k", "e", content.Length, BlockBytes);
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
    public async Task A_reader_that_goes_forward_asks_for_each_block_once()
    {
        var content = Content(1000);
        var asked = new ConcurrentBag<string>();
        await using var file = new S3RunFile(Bucket(content, asked), "b", "k", "e", content.Length, BlockBytes);

        for (var offset = 0; offset < content.Length; offset += 10)
        {
            await file.ReadExactlyAsync(offset, new byte[10], CancellationToken.None);
        }

        asked.Count.ShouldBe(asked.Distinct(StringComparer.Ordinal).Count());
        asked.Count.ShouldBe((content.Length + BlockBytes - 1) / BlockBytes);
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

    private static IAmazonS3 Bucket(byte[] content, ConcurrentBag<string>? asked = null)
    {
        var s3 = Substitute.For<IAmazonS3>();
        s3.GetObjectAsync(Arg.Any<GetObjectRequest>(), Arg.Any<CancellationToken>())
            .Returns(call =>
            {
                var range = call.Arg<GetObjectRequest>().ByteRange;
                asked?.Add($"{range.Start}-{range.End}");
                return new GetObjectResponse
                {
                    ResponseStream = new MemoryStream(content, (int)range.Start, (int)(range.End - range.Start + 1)),
                };
            });
        return s3;
    }
}
