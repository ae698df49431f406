using System.Globalization;
using System.Text.Json;
using Amazon.Lambda.Core;
using LayerPipeline.Comparing;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Storage;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Recording;

namespace LayerPipeline.Functions.Handlers;

/// <summary>Record: writes down what is published, and compares it with the version before.</summary>
/// <param name="bucket">The pipeline's bucket.</param>
public sealed class RecordFunction(IBucket bucket)
{
    /// <summary>As Lambda makes it.</summary>
    public RecordFunction()
        : this(FunctionSettings.Bucket) { }

    /// <summary>Records.</summary>
    /// <param name="input">The run and the version that was published.</param>
    /// <param name="context">Of the invocation.</param>
    /// <returns>What changed since the version before.</returns>
    public async Task<RecordOutput> HandleAsync(RecordInput input, ILambdaContext context)
    {
        using var step = new Invocation("Record", context);
        var run = bucket.Run(input.Run, ExpectedETags.Read(input.Pins));
        var manifest = await RecordStep.RunAsync(run, await PublicationAsync(run, input, step.Limit), step.Limit);
        // The run's files expire; the version may live for years.
        await bucket.WriteAsync(
            BucketKeys.Manifest(input.Target, input.Version),
            await run.ReadAsync(RunFiles.Manifest, "Record writes it", step.Limit),
            step.Limit
        );
        step.Log(input.Run, bytes: manifest.Bytes);
        return new RecordOutput
        {
            Change = manifest.Compared is { } compared
                ? JsonSerializer.SerializeToElement(ChangeDigest.Of(compared), RecordingJson.Default.ChangeDigest)
                : null,
        };
    }

    private async Task<Publication> PublicationAsync(IRunStore run, RecordInput input, CancellationToken cancellationToken)
    {
        var plan = await run.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, cancellationToken);
        var (previous, previousRun) = await PreviousAsync(input, cancellationToken);
        return new Publication(input.LayerVersionArn)
        {
            Previous = previous,
            PreviousRun = previousRun,
            Signature = plan.SigningProfileArn is { } profile ? new LayerSignature(input.CodeSha256, profile, input.SigningJob) : null,
            StoredAt =
                plan.Request.Publish.Storage == LayerStorage.Reference && input.Object is { } stored
                    ? new StoredObject(stored.Bucket, stored.Key, stored.Version)
                    : null,
        };
    }

    /// <summary>
    /// The version that is replaced: its manifest, and its run. Where it is gone or of another form, nothing is compared: that stops no layer.
    /// </summary>
    private async Task<(LayerManifest? Manifest, IRunStore? Run)> PreviousAsync(RecordInput input, CancellationToken cancellationToken)
    {
        try
        {
            return
                await bucket.TryReadAsync(BucketKeys.Published(input.Target), cancellationToken) is { } found
                && JsonSerializer.Deserialize(found.Content.Span, FunctionsJson.Default.PublishedLayer) is { } published
                && VersionOf(published) is { } version
                && version != input.Version
                && await bucket.TryReadAsync(BucketKeys.Manifest(input.Target, version), cancellationToken) is { } manifest
                ? (JsonSerializer.Deserialize(manifest.Content.Span, RecordingJson.Default.LayerManifest), bucket.Run(published.Run))
                : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static long? VersionOf(PublishedLayer published) =>
        long.TryParse(published.LayerVersionArn.Split(':')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;
}
