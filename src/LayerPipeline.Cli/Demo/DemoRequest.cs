using System.Text.Json;
using LayerPipeline.Requests;
using LayerPipeline.Runs;

namespace LayerPipeline.Cli.Demo;

/// <summary>The demo's request: request.json beside the samples.</summary>
public static class DemoRequest
{
    /// <summary>Reads it, and asks for no sample that was left out.</summary>
    /// <exception cref="DemoException">The file is missing or is no request.</exception>
    public static LayerRequest Read(string samplesFolder, IReadOnlyCollection<LeftOutSample> leftOut)
    {
        var path = Path.Combine(samplesFolder, "request.json");
        try
        {
            var request = JsonSerializer.Deserialize(File.ReadAllBytes(path), PipelineJson.Default.LayerRequest);
            var missing = leftOut.Select(sample => sample.Name).ToHashSet(StringComparer.Ordinal);
            return request is null
                ? throw new JsonException("null")
                : request with
                {
                    Packages = [.. request.Packages.Where(package => !missing.Contains(package))],
                };
        }
        catch (Exception exception) when (exception is JsonException or IOException)
        {
            throw new DemoException($"The demo's request can't be read from {path}: {exception.Message}", exception);
        }
    }
}
