using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning;

/// <summary>What a plan leaves to the runtime.</summary>
internal sealed class ProvidedPackages
{
    private readonly IReadOnlyList<RuntimePackage> _packages;
    private readonly PythonRuntime _runtime;

    private ProvidedPackages(IReadOnlyList<RuntimePackage> packages, PythonRuntime runtime) => (_packages, _runtime) = (packages, runtime);

    /// <summary>Normalised names of the distributions.</summary>
    public IReadOnlyList<string> Names => [.. _packages.Select(package => package.Name)];

    /// <summary>Top-level names of their modules.</summary>
    public IReadOnlyList<string> Modules => [.. _packages.SelectMany(package => package.Modules)];

    /// <summary>What a request leaves to a runtime.</summary>
    /// <param name="request">The request.</param>
    /// <param name="runtime">The runtime.</param>
    public static ProvidedPackages Of(LayerRequest request, PythonRuntime runtime) =>
        new(
            request.RuntimeProvides == RuntimeProvides.Use
                ? [.. RuntimePackages.Shipped.Of(runtime).SelectMany(set => set.Distributions)]
                : [],
            runtime
        );

    /// <summary>Names of what was asked for and goes into the layer.</summary>
    /// <param name="requested">What was asked for.</param>
    /// <param name="warnings">Gets a line where something that was asked for is left out.</param>
    /// <exception cref="InvalidRequestException">Nothing is left.</exception>
    public IReadOnlyList<string> WithoutThem(IReadOnlyList<RequestedDistribution> requested, List<string> warnings)
    {
        var names = requested.Select(item => item.Requirement.NormalizedName).ToLookup(Names.Contains);
        if (!names[false].Any())
        {
            throw new InvalidRequestException(
                "runtimeProvides",
                "use",
                $"leaves nothing for the layer: {_runtime.Name} has {MessageText.List(names[true])} of its own; ask for more packages, or write 'bundle'"
            );
        }

        if (names[true].Any())
        {
            warnings.Add(
                $"runtimeProvides: {MessageText.List(names[true])} is left to {_runtime.Name}, which has a version of its own, whatever version was asked for"
            );
        }

        return [.. names[false]];
    }
}
