using System.Text.Json;

namespace LayerPipeline.Foundation.Lambda;

/// <summary>The Python runtimes and architectures of Lambda, and what is used when a request names none. Source: runtimes.json.</summary>
public sealed record RuntimeCatalog
{
    private static readonly Lazy<RuntimeCatalog> Embedded = new(Load);

    /// <summary>The facts that come with this version.</summary>
    public static RuntimeCatalog Default => Embedded.Value;

    /// <summary>Python of a request that names none, for example <c>3.13</c>.</summary>
    public required string DefaultPython { get; init; }

    /// <summary>Architecture of a request that names none.</summary>
    public required string DefaultArchitecture { get; init; }

    /// <summary>All architectures.</summary>
    public required IReadOnlyList<LambdaArchitecture> Architectures { get; init; }

    /// <summary>All runtimes, oldest first.</summary>
    public required IReadOnlyList<PythonRuntime> Runtimes { get; init; }

    /// <summary>Finds the runtime of a Python version.</summary>
    /// <param name="python">The version, for example <c>3.13</c>.</param>
    /// <returns>The runtime, or null where Lambda has none.</returns>
    public PythonRuntime? Find(string python) => Runtimes.FirstOrDefault(runtime => runtime.Python == python);

    /// <summary>Finds an architecture by Lambda's identifier.</summary>
    /// <param name="name"><c>x86_64</c> or <c>arm64</c>.</param>
    /// <returns>The architecture, or null where Lambda has none of that name.</returns>
    public LambdaArchitecture? FindArchitecture(string name) => Architectures.FirstOrDefault(architecture => architecture.Name == name);

    private static RuntimeCatalog Load()
    {
        using var stream = typeof(RuntimeCatalog).Assembly.GetManifestResourceStream("runtimes.json")!;
        return JsonSerializer.Deserialize(stream, LambdaJson.Default.RuntimeCatalog)!;
    }
}
