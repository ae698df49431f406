using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>pip-failure.json: what pip said before it gave up, by the build driver.</summary>
public sealed record PipFailureFile
{
    /// <summary>pip's exit code.</summary>
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
