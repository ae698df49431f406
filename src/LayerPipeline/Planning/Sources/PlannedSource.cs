using System.Text.Json.Serialization;

namespace LayerPipeline.Planning.Sources;

/// <summary>In plan.json: what was understood of one source of requirements.</summary>
public sealed record PlannedSource
{
    /// <summary>A lock of uv.</summary>
    public const string UvLock = "uv.lock";

    /// <summary>A lock by PEP 751.</summary>
    public const string Pylock = "pylock.toml";

    /// <summary>The file as it was named, or <c>requirements</c> for the request's field.</summary>
    public required string Name { get; init; }

    /// <summary><c>requirements</c>, <c>pylock.toml</c>, <c>uv.lock</c> or <c>pyproject.toml</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Whether it is a lock, which fixes every version.</summary>
    [JsonIgnore]
    public bool IsLock => Kind is UvLock or Pylock;

    /// <summary>SHA-256 of its bytes in lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Files that it names in turn.</summary>
    public IReadOnlyList<NamedFile> Files
    {
        get => field ?? [];
        init;
    }

    /// <summary>How many requirements it has for the plan's runtime.</summary>
    public required int Requirements { get; init; }

    /// <summary>How many of them allow one version alone.</summary>
    public required int Pins { get; init; }

    /// <summary>Extras of it that were asked for.</summary>
    public IReadOnlyList<string> Extras
    {
        get => field ?? [];
        init;
    }

    /// <summary>Dependency groups of it that were asked for.</summary>
    public IReadOnlyList<string> Groups
    {
        get => field ?? [];
        init;
    }

    /// <summary>What in it has no effect for the plan's runtime.</summary>
    public IReadOnlyList<SkippedRequirement> Skipped
    {
        get => field ?? [];
        init;
    }
}
