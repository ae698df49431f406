using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Cli.Demo;

/// <summary>The demo's request: request.json beside the samples.</summary>
public static class DemoRequest
{
    /// <summary>Reads it, and asks for no sample that was left out.</summary>
    /// <exception cref="DemoException">The file is missing.</exception>
    /// <exception cref="InvalidRequestException">The file is no request.</exception>
    public static LayerRequest Read(string samplesFolder, IReadOnlyCollection<SkippedSample> leftOut)
    {
        var path = Path.Combine(samplesFolder, "request.json");
        if (!File.Exists(path))
        {
            throw new DemoException($"{path} is missing. It belongs beside the program; build or publish it again to have it copied.");
        }

        var request = RequestReader.Read(File.ReadAllBytes(path));
        var missing = leftOut.Select(sample => sample.Name).ToHashSet(StringComparer.Ordinal);
        return request with { Packages = [.. request.Packages.Where(package => !missing.Contains(package))] };
    }
}
