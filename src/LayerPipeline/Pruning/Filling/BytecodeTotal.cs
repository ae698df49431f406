using System.Text.Json.Serialization;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Pruning.Filling;

/// <summary>The bytecode of a layer: what is in it, and what there was no room for. Bytes are unzipped where nothing else is said.</summary>
public sealed record BytecodeTotal
{
    /// <summary>What the request wants.</summary>
    public required BytecodeMode Mode { get; init; }

    /// <summary>Modules whose bytecode is in the layer.</summary>
    public required int Modules { get; init; }

    /// <summary>Its bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bytes by which it makes layer.zip longer.</summary>
    public required long ZipBytes { get; init; }

    /// <summary>Modules that importing the requested distributions, the request's probes or behaviours load, and that have bytecode.</summary>
    public required int HotModules { get; init; }

    /// <summary>Modules like these for whose bytecode there was no room; each is compiled at every cold start that loads it.</summary>
    public required int HotLeft { get; init; }

    /// <summary>Other modules for whose bytecode there was no room.</summary>
    public required int Left { get; init; }

    /// <summary>Bytes of the bytecode that there was no room for.</summary>
    public required long LeftBytes { get; init; }

    /// <summary>Sources in the layer that have no bytecode: templates, tests that were kept, and what does not parse.</summary>
    public required int Uncompiled { get; init; }

    /// <summary>Length of layer.zip.</summary>
    public required long LayerZipBytes { get; init; }

    /// <summary>What limited it, or null where all of it fits.</summary>
    public string? Limit { get; init; }

    /// <summary>What a user should know of it and may change, in words.</summary>
    [JsonIgnore]
    public IEnumerable<string> Warnings
    {
        get
        {
            if (HotLeft > 0)
            {
                yield return $"bytecode: {Plural.Of(HotLeft, "module")} that functions load at their start "
                    + $"{(HotLeft == 1 ? "has" : "have")} none, because there is no room in {Limit}; Python compiles them at each cold start";
            }

            if (
                Mode != BytecodeMode.Only
                && LayerZipBytes > LambdaLimits.InlineZipBytes
                && LayerZipBytes - ZipBytes <= LambdaLimits.InlineZipBytes
            )
            {
                yield return $"bytecode: layer.zip has {LayerZipBytes:N0} bytes, and without bytecode would not exceed the {LambdaLimits.InlineZipBytes:N0} "
                    + $"that can be uploaded without a bucket; \"budget\": {{ \"zipBytes\": {LambdaLimits.InlineZipBytes} }} "
                    + $"(--zip-bytes {LambdaLimits.InlineZipBytes}) keeps it below";
            }
        }
    }
}
