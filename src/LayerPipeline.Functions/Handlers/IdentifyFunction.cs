using System.Text.Json;
using Amazon.Lambda.Core;
using LayerPipeline.Executions;
using LayerPipeline.Foundation.Runs;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Storage;
using LayerPipeline.Installing;
using LayerPipeline.Planning;
using LayerPipeline.Probing;
using LayerPipeline.Pruning.Rules;
using LayerPipeline.Recording;

namespace LayerPipeline.Functions.Handlers;

/// <summary>
/// Identify: what would be built, from what pip resolved. Ends the run where that is published already; otherwise claims the
/// layer's name, runtime and architecture, so that of several executions one builds and the others wait for it.
/// </summary>
/// <param name="bucket">The pipeline's bucket.</param>
/// <param name="executions">Tells whether the holder of a claim still runs.</param>
/// <param name="time">When a claim was made.</param>
public sealed class IdentifyFunction(IBucket bucket, IExecutions executions, TimeProvider time)
{
    /// <summary>What the build wrote when it only resolved.</summary>
    public const string ResolveFile = "resolve.json";

    /// <summary>As Lambda makes it.</summary>
    public IdentifyFunction()
        : this(FunctionSettings.Bucket, FunctionSettings.Executions(), TimeProvider.System) { }

    /// <summary>Identifies.</summary>
    /// <param name="input">The run.</param>
    /// <param name="context">Of the invocation.</param>
    /// <returns>What is to be done.</returns>
    public async Task<IdentifyOutput> HandleAsync(IdentifyInput input, ILambdaContext context)
    {
        using var step = new Invocation("Identify", context);
        var identity = await IdentityAsync(input, step.Limit);
        step.Log(input.Run);
        if (await FindPublishedAsync(input, identity, step.Limit) is { } known)
        {
            return new IdentifyOutput { Outcome = "unchanged", LayerVersionArn = known };
        }

        if (await ClaimAsync(input, step.Limit) is { } holder)
        {
            return new IdentifyOutput { Outcome = "wait", Holder = holder };
        }

        // Between the look and the claim the holder before us may have published the same.
        if (await FindPublishedAsync(input, identity, step.Limit) is { } since)
        {
            await bucket.DeleteAsync(BucketKeys.Claim(input.Target), step.Limit);
            return new IdentifyOutput { Outcome = "unchanged", LayerVersionArn = since };
        }

        return new IdentifyOutput { Outcome = "build", Claim = BucketKeys.Claim(input.Target) };
    }

    /// <summary>The published version with this identity, or null.</summary>
    private async Task<string?> FindPublishedAsync(IdentifyInput input, string identity, CancellationToken cancellationToken)
    {
        var published = await ReadAsync(BucketKeys.Published(input.Target), FunctionsJson.Default.PublishedLayer, cancellationToken);
        return published is { Value: { } layer } && layer.Identity == identity && layer.LayerVersionArn != input.Missing
            ? layer.LayerVersionArn
            : null;
    }

    private async Task<string> IdentityAsync(IdentifyInput input, CancellationToken cancellationToken)
    {
        var run = bucket.Run(input.Run, ExpectedETags.Read(input.Pins));
        var plan = await run.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, cancellationToken);
        var report = await run.ReadAsync(ResolveFile, "the build that resolves writes it", cancellationToken);
        return BuildIdentity.Compute(plan, PipReport.Parse(report), RuleSet.Shipped.Version, ProbeScript.Version);
    }

    /// <summary>Null when the claim is ours, else the execution that holds it.</summary>
    private async Task<string?> ClaimAsync(IdentifyInput input, CancellationToken cancellationToken)
    {
        var key = BucketKeys.Claim(input.Target);
        var claim = new BuildClaim
        {
            Execution = input.Execution,
            Run = input.Run,
            Since = time.GetUtcNow(),
        };
        var content = JsonSerializer.SerializeToUtf8Bytes(claim, FunctionsJson.Default.BuildClaim);
        if (await bucket.TryWriteAsync(key, content, expected: null, cancellationToken))
        {
            return null;
        }

        var held = await ReadAsync(key, FunctionsJson.Default.BuildClaim, cancellationToken);
        if (held is not { } other)
        {
            return "an execution that has just ended";
        }

        // A claim outlives an execution that was stopped from outside; it is taken over only if nobody else does at the same time.
        var free =
            other.Value.Run == input.Run || await executions.LookAsync(other.Value.Execution, cancellationToken) is not { IsRunning: true };
        return free && await bucket.TryWriteAsync(key, content, other.ETag, cancellationToken) ? null : other.Value.Execution;
    }

    private async Task<(T Value, string ETag)?> ReadAsync<T>(
        string key,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
        where T : class =>
        await bucket.TryReadAsync(key, cancellationToken) is { } found && JsonSerializer.Deserialize(found.Content.Span, type) is { } value
            ? (value, found.ETag)
            : null;
}
