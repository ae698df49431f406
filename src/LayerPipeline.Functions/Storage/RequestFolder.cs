using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Planning.Sources;

namespace LayerPipeline.Functions.Storage;

/// <summary>Requests in the bucket, and the files beside them that they name.</summary>
internal static class RequestFolder
{
    /// <summary>Whether an object is a request.</summary>
    /// <param name="key">Its key.</param>
    public static bool IsRequest(string key) => IsBelow(key) && key.EndsWith(".json", StringComparison.Ordinal);

    /// <summary>Whether an object may be a file that a request names.</summary>
    /// <param name="key">Its key.</param>
    public static bool IsFile(string key) => IsBelow(key) && !IsRequest(key);

    /// <summary>Whether a request may name an object: it is in the request's folder or below it.</summary>
    /// <param name="request">Key of the request.</param>
    /// <param name="key">Key of the object.</param>
    public static bool Reaches(string request, string key) => key.StartsWith(FolderOf(request), StringComparison.Ordinal);

    /// <summary>The path below <c>requests/</c> of the file that a request names.</summary>
    /// <param name="request">Key of the request.</param>
    /// <param name="name">The request's field <c>requirementsFile</c>.</param>
    public static string PathOf(string request, string name) => (FolderOf(request) + name)[BucketKeys.Requests.Length..];

    /// <summary>Reads such a file.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="path">Its path below <c>requests/</c>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidRequestException">Its path leads elsewhere, or there is no such object, or it is too large, or is not text.</exception>
    public static async Task<SourceFile> OpenAsync(this IBucket bucket, string path, CancellationToken cancellationToken)
    {
        RequestSources.CheckFileName(path);
        var key = BucketKeys.Requests + path;
        try
        {
            return await bucket.TryReadAsync(key, cancellationToken) is { } found
                ? SourceFile.Read(path, key, found.Content.Span)
                : throw new InvalidRequestException(
                    "requirementsFile",
                    path,
                    $"is not there: there is no object {bucket.Address(key)}. Upload it, which starts the build of each request that names it"
                );
        }
        catch (ObjectTooLargeException exception)
        {
            throw new InvalidRequestException("requirementsFile", path, $"is too large: {exception.Message}");
        }
    }

    private static string FolderOf(string key) => key[..(key.LastIndexOf('/') + 1)];

    private static bool IsBelow(string key) => key.StartsWith(BucketKeys.Requests, StringComparison.Ordinal);
}
