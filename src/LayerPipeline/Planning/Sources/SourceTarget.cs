using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning.Sources;

/// <summary>What a source is judged for.</summary>
internal sealed class SourceTarget
{
    /// <summary>Makes a target.</summary>
    /// <param name="request">The request, for extras, groups and whether distributions may be compiled.</param>
    /// <param name="runtime">The runtime.</param>
    /// <param name="architecture">The architecture.</param>
    public SourceTarget(LayerRequest request, PythonRuntime runtime, LambdaArchitecture architecture)
    {
        Runtime = runtime;
        Name = $"{runtime.Name} on {architecture.Name}";
        Environment = MarkerEnvironment.Of(runtime.Python, architecture.Machine);
        Tags = WheelTags.Of(runtime.Python, architecture.Platforms(runtime.Glibc));
        AllowBuild = request.AllowBuild;
        Extras = [.. request.Extras.Select(RequirementName.Normalize)];
        Groups = [.. request.Groups.Select(RequirementName.Normalize)];
    }

    /// <summary>The runtime.</summary>
    public PythonRuntime Runtime { get; }

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    /// <summary>What markers are judged by.</summary>
    public MarkerEnvironment Environment { get; }

    /// <summary>What wheels are chosen by.</summary>
    public WheelTags Tags { get; }

    /// <summary>Whether distributions without a wheel may be compiled.</summary>
    public bool AllowBuild { get; }

    /// <summary>Normalised names of the extras that were asked for.</summary>
    public IReadOnlyList<string> Extras { get; }

    /// <summary>Normalised names of the dependency groups that were asked for.</summary>
    public IReadOnlyList<string> Groups { get; }
}
