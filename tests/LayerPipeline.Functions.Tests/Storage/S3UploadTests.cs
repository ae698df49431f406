using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using LayerPipeline.Functions.Storage;
using NSubstitute;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Storage;

public sealed class S3UploadTests
{
    [Fact]
    public async Task An_upload_in_parts_is_completed_with_the_checksum_of_each_part()
    {
        var s3 = Bucket();
        var upload = new S3Upload(s3, "bucket", "key");
        await upload.BeginAsync(CancellationToken.None);
        await upload.SendAsync(2, "second"u8.ToArray(), CancellationToken.None);
        await upload.SendAsync(1, "first"u8.ToArray(), CancellationToken.None);

        await upload.CompleteAsync(CancellationToken.None);

        // CRC-32 of "first" and "second", big-endian, in Base64.
        var completed = (CompleteMultipartUploadRequest)
            s3.ReceivedCalls().Single(call => call.GetMethodInfo().Name == nameof(IAmazonS3.CompleteMultipartUploadAsync)).GetArguments()[
                0
            ]!;
        completed.PartETags.Select(part => $"{part.PartNumber} {part.ChecksumCRC32}").ShouldBe(["1 knHuVw==", "2 th8RaQ=="]);
    }

    /// <summary>
    /// Answers as S3 does: what was begun with a checksum algorithm is refused without the parts' checksums. Source:
    /// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html.
    /// </summary>
    private static IAmazonS3 Bucket()
    {
        var s3 = Substitute.For<IAmazonS3>();
        s3.InitiateMultipartUploadAsync(Arg.Any<InitiateMultipartUploadRequest>(), Arg.Any<CancellationToken>())
            .Returns(new InitiateMultipartUploadResponse { UploadId = "upload" });
        s3.UploadPartAsync(Arg.Any<UploadPartRequest>(), Arg.Any<CancellationToken>())
            .Returns(call =>
            {
                var part = call.Arg<UploadPartRequest>();
                return new UploadPartResponse
                {
                    PartNumber = part.PartNumber,
                    ETag = $"etag-{part.PartNumber}",
                    ChecksumCRC32 = part.ChecksumCRC32,
                };
            });
        s3.CompleteMultipartUploadAsync(Arg.Any<CompleteMultipartUploadRequest>(), Arg.Any<CancellationToken>())
            .Returns(call =>
                call.Arg<CompleteMultipartUploadRequest>().PartETags.All(part => part.ChecksumCRC32 is not null)
                    ? new CompleteMultipartUploadResponse()
                    : throw new AmazonS3Exception("The complete request must include the checksum for each part.")
                    {
                        StatusCode = HttpStatusCode.BadRequest,
                    }
            );
        return s3;
    }
}
