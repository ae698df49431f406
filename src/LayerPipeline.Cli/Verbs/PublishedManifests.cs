using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.StepFunctions;
using LayerPipeline.Cli.Output;
using LayerPipeline.Executions;
using LayerPipeline.Local;
using LayerPipeline.Recording;

namespace LayerPipeline.Cli.Verbs;

/// <summary>Manifests of published versions, which a stack keeps in its bucket for as long as the versions live.</summary>
/// <param name="stateMachine">ARN of the stack's state machine; null where the command line names none.</param>
/// <param name="context">The process around it.</param>
internal sealed class PublishedManifests(string? stateMachine, CliContext context)
{
    private const int MaxBytes = 16 << 20;
    private const string Folder = "published/";

    /// <summary>Reads a manifest.</summary>
    /// <param name="version">The version.</param>
    /// <param name="argument">The argument that names it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="CommandLineException">It is not there, or AWS refuses.</exception>
    public async Task<LayerManifest> ReadAsync(PublishedVersion version, string argument, CancellationToken cancellationToken)
    {
        if (stateMachine is null)
        {
            throw new CommandLineException(
                $"{argument}: {version.Meaning}. Its stack keeps its manifest: name the stack with --state-machine ARN "
                    + "(output StateMachineArn)."
                    + (
                        version.Arn is { } arn
                            ? $"\nOr get the layer of another maker first: curl -o layer.zip \"$(aws lambda get-layer-version-by-arn --arn {arn} "
                                + "--query Content.Location --output text)\""
                            : ""
                    )
            );
        }

        try
        {
            return await FindAsync(version, argument, stateMachine, cancellationToken);
        }
        catch (AmazonServiceException e)
        {
            throw new CommandLineException(
                $"AWS refused ({e.ErrorCode}): {e.Message} Check the ARN, and that you may describe the state machine (states:DescribeStateMachine) "
                    + "and read published/ in the stack's bucket (s3:ListBucket, s3:GetObject).",
                e
            );
        }
        catch (AmazonClientException e)
        {
            throw new CommandLineException(
                $"AWS refused the call: {e.Message} Check your credentials and region (aws sts get-caller-identity).",
                e
            );
        }
    }

    private async Task<LayerManifest> FindAsync(
        PublishedVersion version,
        string argument,
        string stack,
        CancellationToken cancellationToken
    )
    {
        var region = StateMachineOption.RegionOf(stack);
        using var states = new AmazonStepFunctionsClient(new AmazonStepFunctionsConfig { RegionEndpoint = region });
        var bucket =
            await new StackBucket(states).FindAsync(stack, cancellationToken)
            ?? throw new CommandLineException(
                $"--state-machine: '{stack}' is not a state machine of LayerPipeline: it names no bucket with {Folder}."
            );
        using var s3 = new AmazonS3Client(new AmazonS3Config { RegionEndpoint = region, ForcePathStyle = HasEndpoint() });
        var key = await KeyAsync(s3, bucket, version, cancellationToken);
        var manifest = key is null ? null : await ReadAsync(s3, bucket, key, cancellationToken);
        return manifest is not null && (version.Arn is null || manifest.LayerVersionArn == version.Arn)
            ? manifest
            : throw new CommandLineException(
                $"{argument}: {version.Meaning}. The stack has no manifest of it (s3://{bucket}/{Folder}{version.Layer}/): it did not publish that version, "
                    + "or the version was deleted (keepVersions)."
                    + $"\naws s3 ls --recursive s3://{bucket}/{Folder}{version.Layer}/ lists what there is."
            );
    }

    /// <summary>Runtime and architecture are in the key, and not in the version's name; no two have the same number.</summary>
    private static async Task<string?> KeyAsync(
        AmazonS3Client s3,
        string bucket,
        PublishedVersion version,
        CancellationToken cancellationToken
    )
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = $"{Folder}{version.Layer}/" };
        do
        {
            var page = await s3.ListObjectsV2Async(request, cancellationToken);
            if (page.S3Objects?.Find(item => item.Key.EndsWith($"/{version.Version}.json", StringComparison.Ordinal)) is { } found)
            {
                return found.Key;
            }

            request.ContinuationToken = page.NextContinuationToken;
        } while (request.ContinuationToken is not null);

        return null;
    }

    private static async Task<LayerManifest?> ReadAsync(AmazonS3Client s3, string bucket, string key, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await s3.GetObjectAsync(bucket, key, cancellationToken);
            if (answer.ContentLength > MaxBytes)
            {
                throw new CommandLineException($"s3://{bucket}/{key} has {answer.ContentLength:N0} bytes; at most {MaxBytes:N0} are read.");
            }

            using var content = new MemoryStream();
            await answer.ResponseStream.CopyToAsync(content, cancellationToken);
            return ManifestReader.Read(content.ToArray());
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (JsonException e)
        {
            throw new CommandLineException($"s3://{bucket}/{key} is not the manifest of a layer: {e.Message}", e);
        }
    }

    /// <summary>An endpoint of one's own has one host name for all buckets.</summary>
    private bool HasEndpoint() => IsSet("AWS_ENDPOINT_URL") || IsSet("AWS_ENDPOINT_URL_S3");

    private bool IsSet(string name) => !string.IsNullOrEmpty(context.Environment(name));
}
