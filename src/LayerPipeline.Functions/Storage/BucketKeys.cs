namespace LayerPipeline.Functions.Storage;

/// <summary>
/// Where things are in the bucket. Every part of a key is made here or was checked by Plan: names by Lambda's pattern,
/// runtimes and architectures from the catalogue.
/// </summary>
public static class BucketKeys
{
    /// <summary>Requests that the schedule builds again, and whose change starts a build.</summary>
    public const string Requests = "requests/";

    /// <summary>
    /// Bytes of a small object: the largest is the report of a slice, far below; a request has at most 262,144.
    /// </summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>Files of a run. The build container may write some of them.</summary>
    /// <param name="run">Name of the run.</param>
    /// <returns>The prefix, with its <c>/</c>.</returns>
    public static string Run(string run) => $"runs/{run}/";

    /// <summary>What the build container and the throwaway function run. Nobody but the Plan function may write here.</summary>
    /// <param name="digest">Digest of the tools.</param>
    /// <returns>The key.</returns>
    public static string Tools(string digest) => $"tools/{digest}.zip";

    /// <summary>What is published for a layer's name, runtime and architecture.</summary>
    /// <param name="target">Name, runtime and architecture with <c>/</c> between them.</param>
    /// <returns>The key.</returns>
    public static string Published(string target) => $"published/{target}.json";

    /// <summary>What a published version is, kept for as long as the version is.</summary>
    /// <param name="target">Name, runtime and architecture with <c>/</c> between them.</param>
    /// <param name="version">The version's number.</param>
    /// <returns>The key.</returns>
    public static string Manifest(string target, long version) => $"published/{target}/{version}.json";

    /// <summary>Who builds it at the moment.</summary>
    /// <param name="target">Name, runtime and architecture with <c>/</c> between them.</param>
    /// <returns>The key.</returns>
    public static string Claim(string target) => $"claims/{target}.json";
}
