using System.Text.Json.Serialization;

namespace LayerPipeline.Functions.Payloads;

/// <summary>One line of the log for one step.</summary>
public sealed record StepLog
{
    /// <summary>Name of the run.</summary>
    [JsonPropertyName("run")]
    public required string Run { get; init; }

    /// <summary>The step.</summary>
    [JsonPropertyName("step")]
    public required string Step { get; init; }

    /// <summary>Repairs so far.</summary>
    [JsonPropertyName("round")]
    public int Round { get; init; }

    /// <summary>Bytes of what the step wrote or looked at.</summary>
    [JsonPropertyName("bytes")]
    public long Bytes { get; init; }

    /// <summary>How long it took.</summary>
    [JsonPropertyName("milliseconds")]
    public long Milliseconds { get; init; }
}
