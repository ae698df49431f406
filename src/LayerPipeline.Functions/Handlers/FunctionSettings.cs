using Amazon.S3;
using Amazon.StepFunctions;
using LayerPipeline.Executions;
using LayerPipeline.Functions.Storage;

namespace LayerPipeline.Functions.Handlers;

/// <summary>What the template tells the functions by environment variables.</summary>
internal static class FunctionSettings
{
    /// <summary>The pipeline's bucket.</summary>
    public static IBucket Bucket { get; } = new S3Bucket(new AmazonS3Client(S3Config()), Get("BUCKET"));

    /// <summary>The state machine's executions; only a function that starts some is told which state machine.</summary>
    public static StepFunctionsExecutions Executions() =>
        new(new AmazonStepFunctionsClient(), Environment.GetEnvironmentVariable("STATE_MACHINE_ARN"), TimeProvider.System);

    /// <summary>What the template set.</summary>
    /// <exception cref="InvalidOperationException">It is not set.</exception>
    public static string Get(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"The environment variable {name} is not set; template.yaml sets it.");

    /// <summary>
    /// An endpoint of one's own has one host name for all buckets. Parts go out in pieces of 128 KiB: the SDK's 8 KiB cost a system call
    /// each, 640 for a part.
    /// </summary>
    private static AmazonS3Config S3Config() =>
        new() { ForcePathStyle = HasEndpoint("AWS_ENDPOINT_URL") || HasEndpoint("AWS_ENDPOINT_URL_S3"), BufferSize = 128 * 1024 };

    private static bool HasEndpoint(string name) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name));
}
