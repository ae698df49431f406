using System.Text.Json;

namespace LayerPipeline.Foundation.Lambda;

/// <summary>Distributions that runtimes of Lambda have of their own. Source: runtime-packages.json, where each entry names its own.</summary>
/// <param name="Sets">The sets.</param>
internal sealed record RuntimePackages(IReadOnlyList<RuntimePackageSet> Sets)
{
    private static readonly Lazy<RuntimePackages> Embedded = new(Load);

    /// <summary>The facts that come with this version.</summary>
    public static RuntimePackages Shipped => Embedded.Value;

    /// <summary>What a runtime has.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <returns>Its sets.</returns>
    public IEnumerable<RuntimePackageSet> Of(PythonRuntime runtime) => Sets.Where(set => set.Pythons.Contains(runtime.Python));

    private static RuntimePackages Load()
    {
        using var stream = typeof(RuntimePackages).Assembly.GetManifestResourceStream("runtime-packages.json")!;
        return JsonSerializer.Deserialize(stream, RuntimePackageJson.Default.RuntimePackages)!;
    }
}
