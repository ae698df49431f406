using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Demo;

/// <summary>The demo's request: request.json in the folder of the samples.</summary>
public static class DemoRequest
{
    /// <summary>Reads it, and asks for no sample that was left out.</summary>
    /// <exception cref="DemoException">The file is missing.</exception>
    /// <exception cref="InvalidRequestException">The file is not a request.</exception>
    public static LayerRequest Read(string samplesFolder, IReadOnlyCollection<SkippedSample> leftOut)
    {
        var path = Path.Combine(samplesFolder, "request.json");
        if (!File.Exists(path))
        {
            throw new DemoException(
                $"{path} is missing. It must be in the program's folder; build or publish the program again to copy it there."
            );
        }

        var request = RequestReader.Read(File.ReadAllBytes(path));
        var missing = leftOut.Select(sample => sample.Name).ToHashSet(StringComparer.Ordinal);
        return request with { Packages = [.. request.Packages.Where(package => !missing.Contains(package))] };
    }
}
