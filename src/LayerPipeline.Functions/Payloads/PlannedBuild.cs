using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>One combination of Python and architecture: what the states need to know of its plan. plan.json has the rest.</summary>
public sealed record PlannedBuild
{
    /// <summary>Name of the run, unique for execution and combination.</summary>
    [JsonPropertyName("run")]
    public required string Run { get; init; }

    /// <summary>Layer name, runtime and architecture with <c>/</c> between them.</summary>
    [JsonPropertyName("target")]
    public required string Target { get; init; }

    /// <summary>Layer name.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Name under which the layer is published to be tried.</summary>
    [JsonPropertyName("candidate")]
    public required string Candidate { get; init; }

    /// <summary>Name of the throwaway function.</summary>
    [JsonPropertyName("function")]
    public required string Function { get; init; }

    /// <summary>Name of the SSM parameter that gets the ARN.</summary>
    [JsonPropertyName("parameter")]
    public required string Parameter { get; init; }

    /// <summary>Description of the layer version.</summary>
    [JsonPropertyName("description")]
    public required string Description { get; init; }

    /// <summary>Lambda's runtime, for example <c>python3.13</c>.</summary>
    [JsonPropertyName("runtime")]
    public required string Runtime { get; init; }

    /// <summary><c>x86_64</c> or <c>arm64</c>.</summary>
    [JsonPropertyName("architecture")]
    public required string Architecture { get; init; }

    /// <summary>The runtime's build image, with its tag.</summary>
    [JsonPropertyName("image")]
    public required string Image { get; init; }

    /// <summary>CodeBuild's environment type.</summary>
    [JsonPropertyName("environment")]
    public required string Environment { get; init; }

    /// <summary>Minutes that the build may take.</summary>
    [JsonPropertyName("timeoutMinutes")]
    public int TimeoutMinutes { get; init; }

    /// <summary>Key of the zip with probe and build driver.</summary>
    [JsonPropertyName("tools")]
    public required string Tools { get; init; }

    /// <summary>ARNs of layers that the function uses in addition to this one.</summary>
    [JsonPropertyName("besides")]
    public IReadOnlyList<string> Besides { get; init; } = [];

    /// <summary>Accounts that may use the layer.</summary>
    [JsonPropertyName("shareWith")]
    public IReadOnlyList<string> ShareWith { get; init; } = [];

    /// <summary>Versions that stay published; 0 keeps all.</summary>
    [JsonPropertyName("keepVersions")]
    public int KeepVersions { get; init; }

    /// <summary><c>copy</c> or <c>reference</c>: where Lambda keeps the layer.</summary>
    [JsonPropertyName("storage")]
    public required string Storage { get; init; }

    /// <summary>Name of the profile that signs the layer; empty where it is not signed.</summary>
    [JsonPropertyName("signingProfile")]
    public string SigningProfile { get; init; } = "";

    /// <summary>Account of that profile.</summary>
    [JsonPropertyName("signingAccount")]
    public string SigningAccount { get; init; } = "";

    /// <summary>Things that a user should know.</summary>
    [JsonPropertyName("warnings")]
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
