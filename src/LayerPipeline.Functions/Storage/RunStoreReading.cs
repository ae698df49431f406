using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Runs;

namespace LayerPipeline.Functions.Storage;

/// <summary>Reads a small file of a run as it is.</summary>
internal static class RunStoreReading
{
    /// <exception cref="RunFileException">It is missing, or too large.</exception>
    public static async Task<byte[]> ReadAsync(this IRunStore run, string name, string missing, CancellationToken cancellationToken)
    {
        await using var file =
            await run.OpenAsync(name, cancellationToken) ?? throw new RunFileException($"{name} is missing from the run; {missing}.");
        if (file.Length > BucketKeys.MaxBytes)
        {
            throw new RunFileException($"{name} has {file.Length:N0} bytes; at most {BucketKeys.MaxBytes:N0} are read.");
        }

        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(0, bytes, cancellationToken);
        return bytes;
    }
}
