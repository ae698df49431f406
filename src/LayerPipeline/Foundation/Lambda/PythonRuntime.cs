namespace LayerPipeline.Foundation.Lambda;

/// <summary>Facts about one Python runtime of Lambda. Source: runtimes.json, where each entry names its own.</summary>
public sealed record PythonRuntime
{
    /// <summary>Lambda's identifier, for example <c>python3.13</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Python's version, for example <c>3.13</c>.</summary>
    public required string Python { get; init; }

    /// <summary>For example <c>Amazon Linux 2023</c>.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>glibc's version, for example <c>2.34</c>.</summary>
    public required string Glibc { get; init; }

    /// <summary>Architectures, <c>x86_64</c> and <c>arm64</c>.</summary>
    public required IReadOnlyList<string> Architectures { get; init; }

    /// <summary>CodeBuild image without its architecture tag.</summary>
    public required string BuildImage { get; init; }

    /// <summary>When AWS deprecates the runtime, or null.</summary>
    public DateOnly? Deprecated { get; init; }

    /// <summary>When functions can no longer be created, or null.</summary>
    public DateOnly? CreationBlocked { get; init; }

    /// <summary>When functions can no longer be updated, or null.</summary>
    public DateOnly? UpdateBlocked { get; init; }

    /// <summary>Where these facts are documented.</summary>
    public required string Source { get; init; }
}
