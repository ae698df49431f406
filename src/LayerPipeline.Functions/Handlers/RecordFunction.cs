using System.Globalization;
using System.Text.Json;
using Amazon.Lambda.Core;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Storage;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Recording;
using LayerPipeline.Reporting.Page;

namespace LayerPipeline.Functions.Handlers;

/// <summary>Record: writes down what is published, gives the claim back, and writes the run's report.</summary>
/// <param name="bucket">The pipeline's bucket.</param>
/// <param name="time">When it was published.</param>
public sealed class RecordFunction(IBucket bucket, TimeProvider time)
{
    /// <summary>As Lambda makes it.</summary>
    public RecordFunction()
        : this(FunctionSettings.Bucket, TimeProvider.System) { }

    /// <summary>Records.</summary>
    /// <param name="input">The run and the version that was published.</param>
    /// <param name="context">Of the invocation.</param>
    /// <returns>What published/TARGET.json says.</returns>
    public async Task<PublishedLayer> HandleAsync(RecordInput input, ILambdaContext context)
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
        var published = new PublishedLayer
        {
            Identity = manifest.Identity,
            LayerVersionArn = input.LayerVersionArn,
            CodeSha256 = manifest.Signature?.CodeSha256 ?? manifest.CodeSha256,
            Run = input.Run,
            Execution = input.Execution,
            PublishedAt = time.GetUtcNow(),
            GrowthBytes = manifest.Compared?.GrowthBytes,
        };
        var content = JsonSerializer.SerializeToUtf8Bytes(published, FunctionsJson.Default.PublishedLayer);
        await bucket.WriteAsync(BucketKeys.Published(input.Target), content, step.Limit);
        await GiveClaimBackAsync(input, step.Limit);
        // Last: a page to look at delays nothing that others wait for.
        await RunReport.WriteAsync(run, manifest, step.Limit);
        step.Log(input.Run, bytes: manifest.Bytes);
        return published;
    }

    private async Task<Publication> PublicationAsync(IRunStore run, RecordInput input, CancellationToken cancellationToken)
    {
        var plan = await run.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, cancellationToken);
        return new Publication(input.LayerVersionArn)
        {
            Previous = await PreviousAsync(input, cancellationToken),
            Signature = plan.SigningProfileArn is { } profile ? new LayerSignature(input.CodeSha256, profile, input.SigningJob) : null,
            StoredAt =
                plan.Request.Publish.Storage == LayerStorage.Reference && input.Object is { } stored
                    ? new StoredObject(stored.Bucket, stored.Key, stored.Version)
                    : null,
        };
    }

    /// <summary>The manifest of the version that is replaced. Where it is gone or of another form, nothing is compared: that stops no layer.</summary>
    private async Task<LayerManifest?> PreviousAsync(RecordInput input, CancellationToken cancellationToken)
    {
        try
        {
            return
                await bucket.TryReadAsync(BucketKeys.Published(input.Target), cancellationToken) is { } published
                && VersionOf(JsonSerializer.Deserialize(published.Content.Span, FunctionsJson.Default.PublishedLayer)) is { } version
                && version != input.Version
                && await bucket.TryReadAsync(BucketKeys.Manifest(input.Target, version), cancellationToken) is { } manifest
                ? JsonSerializer.Deserialize(manifest.Content.Span, RecordingJson.Default.LayerManifest)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long? VersionOf(PublishedLayer? published) =>
        long.TryParse(published?.LayerVersionArn.Split(':')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;

    /// <summary>An execution that was cut off and redriven may have lost its claim to another one meanwhile.</summary>
    private async Task GiveClaimBackAsync(RecordInput input, CancellationToken cancellationToken)
    {
        var key = BucketKeys.Claim(input.Target);
        if (
            await bucket.TryReadAsync(key, cancellationToken) is { } found
            && JsonSerializer.Deserialize(found.Content.Span, FunctionsJson.Default.BuildClaim)?.Execution == input.Execution
        )
        {
            await bucket.DeleteAsync(key, cancellationToken);
        }
    }
}
