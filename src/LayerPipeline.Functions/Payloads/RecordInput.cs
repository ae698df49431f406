using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>What Record gets.</summary>
public sealed record RecordInput
{
    /// <summary>Name of the run.</summary>
    [JsonPropertyName("run")]
    public required string Run { get; init; }

    /// <summary>Layer name, runtime and architecture.</summary>
    [JsonPropertyName("target")]
    public required string Target { get; init; }

    /// <summary>ARN of the execution.</summary>
    [JsonPropertyName("execution")]
    public required string Execution { get; init; }

    /// <summary>The version.</summary>
    [JsonPropertyName("layerVersionArn")]
    public required string LayerVersionArn { get; init; }

    /// <summary>Its number.</summary>
    [JsonPropertyName("version")]
    public long Version { get; init; }

    /// <summary>SHA-256 of the archive that is published, in Base64, as Lambda reports it.</summary>
    [JsonPropertyName("codeSha256")]
    public required string CodeSha256 { get; init; }

    /// <summary>The SSM parameter that names it.</summary>
    [JsonPropertyName("parameter")]
    public string? Parameter { get; init; }

    /// <summary>AWS Signer's job that signed the layer; empty where it is not signed.</summary>
    [JsonPropertyName("signingJob")]
    public string SigningJob { get; init; } = "";

    /// <summary>The archive that it was published from.</summary>
    [JsonPropertyName("object")]
    public PublishedObject? Object { get; init; }

    /// <summary>ETags of the files that the build wrote: JSON by file name, in Base64.</summary>
    [JsonPropertyName("pins")]
    public string? Pins { get; init; }
}
