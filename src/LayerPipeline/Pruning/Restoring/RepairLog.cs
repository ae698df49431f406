using System.Text.Json.Serialization;

namespace LayerPipeline.Pruning.Restoring;

/// <summary>repair.json: what was restored, round by round, and which failure required it.</summary>
public sealed record RepairLog
{
    /// <summary>Prune and probe at most this often after the first time.</summary>
    public const int MaxRounds = 5;

    /// <summary>Version of this file's form.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Rounds so far, oldest first.</summary>
    public IReadOnlyList<RepairRound> Rounds
    {
        get => field ?? [];
        init;
    }

    /// <summary>Entries that the next prune keeps against its rules.</summary>
    public IReadOnlyList<Restoration> Restored
    {
        get => field ?? [];
        init;
    }

    /// <summary>Distributions that failed only out of the cold store, with the failure: the next prune leaves them hot. Null for none.</summary>
    public IReadOnlyDictionary<string, string>? Hot { get; init; }

    /// <summary>A search by halves that is under way, or null.</summary>
    public BisectionState? Search { get; init; }

    /// <summary>Restored entries with their reasons, as Prune takes them.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> Reasons =>
        Restored.ToDictionary(restoration => restoration.Path, restoration => restoration.Because, StringComparer.Ordinal);
}
