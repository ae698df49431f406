using System.Text.Json.Serialization;

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

    /// <summary>Whether AWS offers it as a public preview: it may still change, and neither service level nor support covers it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsPreview { get; init; }

    /// <summary>
    /// Whether functions of it can start from a snapshot of their initialised state; see the limits there.
    /// Source: https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html ("Python 3.12 and later").
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool SnapStart { get; init; }

    /// <summary>
    /// Whether <c>PYTHON_LAZY_IMPORTS=all</c> makes every import lazy. Source: https://peps.python.org/pep-0810/ (Python 3.15).
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LazyImports { get; init; }

    /// <summary>CodeBuild image without its tag.</summary>
    public required string BuildImage { get; init; }

    /// <summary>The image's tag for all architectures, or null where each has a tag of its own, <c>latest-ARCHITECTURE</c>.</summary>
    public string? BuildTag { get; init; }

    /// <summary>When AWS deprecates the runtime, or null.</summary>
    public DateOnly? Deprecated { get; init; }

    /// <summary>When functions can no longer be created, or null.</summary>
    public DateOnly? CreationBlocked { get; init; }

    /// <summary>When functions can no longer be updated, or null.</summary>
    public DateOnly? UpdateBlocked { get; init; }

    /// <summary>Where these facts are documented.</summary>
    public required string Source { get; init; }

    /// <summary>The image that a build runs in.</summary>
    /// <param name="architecture"><c>x86_64</c> or <c>arm64</c>.</param>
    /// <returns>The image with its tag.</returns>
    public string ImageFor(string architecture) => $"{BuildImage}:{BuildTag ?? $"latest-{architecture}"}";

    /// <summary>Whether functions can be created on a day.</summary>
    /// <param name="day">The day, in UTC.</param>
    /// <returns>False from the day on which AWS blocks it.</returns>
    public bool CanBeCreatedOn(DateOnly day) => CreationBlocked is not { } blocked || day < blocked;
}
