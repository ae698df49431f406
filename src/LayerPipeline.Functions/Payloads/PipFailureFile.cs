using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>pip-failure.json: what pip, or uv in its place, said before it gave up, by the build driver.</summary>
public sealed record PipFailureFile
{
    /// <summary><c>pip</c> or <c>uv</c>.</summary>
    [JsonPropertyName("installer")]
    public string Installer { get; init; } = "pip";

    /// <summary>What was wanted of pip beside the packages, such as the installer of the request; null for the packages.</summary>
    [JsonPropertyName("wanted")]
    public string? Wanted { get; init; }

    /// <summary>Its exit code.</summary>
    [JsonPropertyName("exitCode")]
    public int ExitCode { get; init; }

    /// <summary>Its standard output.</summary>
    [JsonPropertyName("output")]
    public string Output { get; init; } = "";

    /// <summary>Its standard error.</summary>
    [JsonPropertyName("error")]
    public string Error { get; init; } = "";

    /// <summary>The end of its log.</summary>
    [JsonPropertyName("log")]
    public string Log { get; init; } = "";
}
