using System.Runtime.CompilerServices;
using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Runtime;
using LayerPipeline.Executions;
using LayerPipeline.Functions.Failures;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Storage;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Functions.Handlers;

/// <summary>
/// Rebuild: starts an execution for the request that an S3 event names, or for the requests that name the file of the event, or for every
/// request when the schedule calls.
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
        await foreach (var (key, names) in RequestsAsync(input, step.Limit))
        {
            if (await StartAsync(key, names, step.Limit) is { } build)
            {
                started.Add(build);
                step.Log(key);
            }
        }

        var refused = started.Where(build => build.Error is not null).ToList();
        return refused.Count > 0 ? throw new RequestsRefusedException(refused, started.Count) : new RebuildOutput { Started = started };
    }

    /// <summary>
    /// What is to be started: the request that was uploaded; for another file each request in its folder, or above it, that names the file;
    /// for the schedule all.
    /// </summary>
    private async IAsyncEnumerable<(string Key, string? Names)> RequestsAsync(
        JsonElement input,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var uploaded = KeyOf(input);
        if (uploaded is not null && !RequestFolder.IsFile(uploaded))
        {
            if (RequestFolder.IsRequest(uploaded))
            {
                yield return (uploaded, null);
            }

            yield break;
        }

        await foreach (var key in bucket.ListAsync(BucketKeys.Requests, cancellationToken))
        {
            if (RequestFolder.IsRequest(key) && (uploaded is null || RequestFolder.Reaches(key, uploaded)))
            {
                yield return (key, uploaded);
            }
        }
    }

    private static string? KeyOf(JsonElement input) =>
        input.ValueKind == JsonValueKind.Object
        && input.TryGetProperty("detail", out var detail)
        && detail.TryGetProperty("object", out var item)
        && item.TryGetProperty("key", out var key)
            ? key.GetString()
            : null;

    private async Task<StartedBuild?> StartAsync(string key, string? names, CancellationToken cancellationToken)
    {
        try
        {
            // It may have been deleted meanwhile. One that is malformed was refused when it was uploaded itself.
            if (
                await bucket.TryReadAsync(key, cancellationToken) is not { } found
                || (names is not null && !NamesFile(found.Content, key, names))
            )
            {
                return null;
            }

            var name = key[(key.LastIndexOf('/') + 1)..^Suffix.Length];
            var file = await FileAsync(key, found.Content, cancellationToken);
            var execution = await executions.StartAsync(ExecutionRequest.Read(found.Content, name, file), cancellationToken);
            return new StartedBuild { Request = key, Execution = execution };
        }
        catch (Exception e) when (e is LayerPipelineException or AmazonServiceException or HttpRequestException)
        {
            return new StartedBuild { Request = key, Error = e.Message };
        }
    }

    private static bool NamesFile(ReadOnlyMemory<byte> request, string key, string file)
    {
        try
        {
            return RequestReader.Read(request).RequirementsFile is { } name
                && BucketKeys.Requests + RequestFolder.PathOf(key, name) == file;
        }
        catch (InvalidRequestException)
        {
            return false;
        }
    }

    private async Task<RequestFile?> FileAsync(string key, ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        if (RequestReader.Read(request).RequirementsFile is not { } name)
        {
            return null;
        }

        RequestSources.CheckFileName(name);
        var path = RequestFolder.PathOf(key, name);
        return new RequestFile(path, (await bucket.OpenAsync(path, cancellationToken)).Sha256);
    }
}
