using System.Text.Json;
using Amazon.Lambda.Core;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Storage;
using LayerPipeline.Pipeline;
using LayerPipeline.Recording;
using LayerPipeline.Reporting.Page;

namespace LayerPipeline.Functions.Handlers;

/// <summary>
/// Register: makes a recorded and announced version the one that counts, gives the claim back, and writes the run's report. What is
/// registered is <c>unchanged</c> from then on.
/// </summary>
/// <param name="bucket">The pipeline's bucket.</param>
/// <param name="time">When it was published.</param>
public sealed class RegisterFunction(IBucket bucket, TimeProvider time)
{
    /// <summary>As Lambda makes it.</summary>
    public RegisterFunction()
        : this(FunctionSettings.Bucket, TimeProvider.System) { }

    /// <summary>Registers.</summary>
    /// <param name="input">The run and the version that was published.</param>
    /// <param name="context">Of the invocation.</param>
    /// <returns>What published/TARGET.json says.</returns>
    public async Task<PublishedLayer> HandleAsync(RegisterInput input, ILambdaContext context)
    {
        using var step = new Invocation("Register", context);
        var run = bucket.Run(input.Run);
        var manifest = await run.ReadJsonAsync(RunFiles.Manifest, RecordingJson.Default.LayerManifest, step.Limit);
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

    /// <summary>An execution that was cut off and redriven may have lost its claim to another one meanwhile.</summary>
    private async Task GiveClaimBackAsync(RegisterInput input, CancellationToken cancellationToken)
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
