using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Runtime;
using LayerPipeline.Executions;
using LayerPipeline.Functions.Failures;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Storage;

namespace LayerPipeline.Functions.Handlers;

/// <summary>
/// Rebuild: starts an execution for the request that an S3 event names, or for every request when the schedule calls.
/// What did not change ends there as unchanged.
/// </summary>
/// <param name="bucket">The pipeline's bucket.</param>
/// <param name="executions">Starts or joins.</param>
public sealed class RebuildFunction(IBucket bucket, IExecutions executions)
{
    private const string Suffix = ".json";

    /// <summary>As Lambda makes it.</summary>
    public RebuildFunction()
        : this(FunctionSettings.Bucket, FunctionSettings.Executions()) { }

    /// <summary>Starts executions.</summary>
    /// <param name="input">An EventBridge event of S3, or of the schedule.</param>
    /// <param name="context">Of the invocation.</param>
    /// <returns>What was started.</returns>
    /// <exception cref="RequestsRefusedException">Some could not be started; the others were.</exception>
    public async Task<RebuildOutput> HandleAsync(JsonElement input, ILambdaContext context)
    {
        using var step = new Invocation("Rebuild", context);
        var started = new List<StartedBuild>();
        await foreach (var key in KeysAsync(input, step.Limit))
        {
            if (await StartAsync(key, step.Limit) is { } build)
            {
                started.Add(build);
                step.Log(key);
            }
        }

        var refused = started.Where(build => build.Error is not null).ToList();
        return refused.Count > 0 ? throw new RequestsRefusedException(refused, started.Count) : new RebuildOutput { Started = started };
    }

    private IAsyncEnumerable<string> KeysAsync(JsonElement input, CancellationToken cancellationToken)
    {
        var named =
            input.ValueKind == JsonValueKind.Object
            && input.TryGetProperty("detail", out var detail)
            && detail.TryGetProperty("object", out var item)
            && item.TryGetProperty("key", out var key)
                ? key.GetString()
                : null;
        var keys = named is null ? bucket.ListAsync(BucketKeys.Requests, cancellationToken) : new[] { named }.ToAsyncEnumerable();
        return keys.Where(IsRequest);
    }

    private static bool IsRequest(string key) =>
        key.StartsWith(BucketKeys.Requests, StringComparison.Ordinal) && key.EndsWith(Suffix, StringComparison.Ordinal);

    private async Task<StartedBuild?> StartAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            if (await bucket.TryReadAsync(key, cancellationToken) is not { } found)
            {
                return null; // Deleted meanwhile.
            }

            var name = key[(key.LastIndexOf('/') + 1)..^Suffix.Length];
            var execution = await executions.StartAsync(ExecutionRequest.Read(found.Content, name), cancellationToken);
            return new StartedBuild { Request = key, Execution = execution };
        }
        catch (Exception e) when (e is LayerPipelineException or AmazonServiceException or HttpRequestException)
        {
            return new StartedBuild { Request = key, Error = e.Message };
        }
    }
}
